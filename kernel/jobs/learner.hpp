// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/matching/learned_routing.hpp"
#include "kernel/storage/events.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace guichet::jobs {

/// Keeps the past needs up to these events: what was solved or put right by somebody comes in with where it belongs;
/// what is confidential, cancelled or refused goes out, and what tells of distress never comes. Answers how many
/// changed. The caller is one thread at a time.
std::size_t remember_needs(const counter::Counter& counter, matching::PastNeeds& past,
                           const std::vector<storage::Event>& events);

/// Learns again, on a thread of its own, when the past needs have grown or changed enough to say something new. Borrows
/// what it is given.
class Learner {
 public:
  using Use = std::function<void(std::shared_ptr<const matching::LearnedRouting>)>;
  Learner(const matching::PastNeeds& past, Use use);
  ~Learner();
  Learner(const Learner&) = delete;
  Learner& operator=(const Learner&) = delete;

  /// So many needs were changed. Any thread, cheap.
  void changed(std::size_t needs);

 private:
  void run();

  const matching::PastNeeds& past_;
  Use use_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::size_t changed_ = 0, learned_from_ = 0;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::jobs
