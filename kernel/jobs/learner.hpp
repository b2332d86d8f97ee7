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

/// What became of the past needs.
struct Remembered {
  std::size_t changed = 0;  ///< so many came, went or belong elsewhere
  bool forgot = false;      ///< one was taken out that nothing may be known of any more
};

/// Keeps the past needs up to these events: what was solved or put right by somebody comes in with where it belongs;
/// what is confidential, cancelled or refused goes out, and what tells of distress never comes, or goes out
/// once a message does. The caller is one thread at a time.
Remembered remember_needs(const counter::Counter& counter, matching::PastNeeds& past,
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

  /// The needs were changed so. What was learned from one that is forgotten is learned anew without it, however few
  /// there are. Any thread, cheap.
  void changed(Remembered needs);

 private:
  void run();

  const matching::PastNeeds& past_;
  Use use_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::size_t changed_ = 0, learned_from_ = 0;
  bool forgot_ = false;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace guichet::jobs
