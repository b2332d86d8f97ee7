// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace guichet::matching {

/// Calls `work(i)` once for each i below `count`, on as many threads as there are processors, at most 8; comes back
/// when all is done. What `work` does may not depend on the order, nor throw.
template <typename Work>
void on_all_processors(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto take = [&next, &work, count] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> threads;
  const std::size_t wanted = std::min<std::size_t>({std::thread::hardware_concurrency(), count, 8});
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(take);
  take();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace guichet::matching
