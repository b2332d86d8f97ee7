// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/jobs/learner.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/storage/past_needs.hpp"
#include "kernel/storage/requests.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <set>
#include <utility>

namespace guichet::jobs {
namespace {

constexpr std::size_t most_learned = 40'000;  // the latest needs
constexpr std::size_t least_learned = 20;
constexpr std::size_t a_share = 20;       // learned again when one in so many is new...
constexpr std::chrono::seconds rest{30};  // ...and not more often than that

const std::string& words_of(const domain::Request& request) {
  return request.words.empty() ? request.title : request.words;
}

/// Where it was really solved, or put right while it is open. Empty: nothing is learned from it.
std::string label_of(const domain::Request& request, bool put_right) {
  if (request.confidential) return {};
  const bool solved = request.status == domain::Status::resolved || request.status == domain::Status::closed;
  if (!solved && !(put_right && !domain::is_over(request.status))) return {};
  if (!request.service.empty()) return request.service;
  return request.team == domain::triage_team ? std::string() : "team:" + request.team;
}

bool puts_right(const storage::Event& event) {
  // What its requester moved is learned from once it is solved there.
  return event.kind == "request.moved" && event.data.value("by_team", false);
}

}  // namespace

Remembered remember_needs(const counter::Counter& counter, matching::PastNeeds& past,
                          const std::vector<storage::Event>& events) {
  Remembered told;
  if (events.empty()) return told;
  std::set<domain::RequestId> changed, put_right;
  for (const auto& event : events) {
    if (event.request == 0) continue;
    changed.insert(event.request);
    if (puts_right(event)) put_right.insert(event.request);
  }
  {
    storage::Reader reader = counter.database.read();
    for (const auto id : changed) {
      const auto request = storage::Requests(reader).find(id);
      const bool told_in_distress = request && counter::tells_of_distress(reader, *request);
      const std::string label =
          request && !told_in_distress ? label_of(*request, put_right.contains(id)) : std::string();
      const auto number = static_cast<std::uint32_t>(id);
      if (static_cast<domain::RequestId>(number) != id) continue;
      if (!label.empty() && storage::PastNeeds(reader).is_repeated(*request)) {
        past.remove(number);
      } else if (!label.empty()) {
        past.put({number, label, words_of(*request)});
        ++told.changed;
      } else if (!request || request->confidential || told_in_distress || domain::is_over(request->status)) {
        const bool was_there = past.remove(number);
        if (request) ++told.changed;
        if (was_there && (told_in_distress || !request || request->confidential)) told.forgot = true;
      }
    }
  }
  past.commit(events.back().number);
  return told;
}

Learner::Learner(const matching::PastNeeds& past, Use use) : past_(past), use_(std::move(use)) {
  thread_ = std::thread([this] { run(); });
}

Learner::~Learner() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  woken_.notify_all();
  thread_.join();
}

void Learner::changed(Remembered needs) {
  {
    const std::lock_guard lock(mutex_);
    changed_ += needs.changed;
    forgot_ = forgot_ || needs.forgot;
  }
  woken_.notify_one();
}

void Learner::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    woken_.wait(lock, [this] { return stop_ || forgot_ || changed_ * a_share > learned_from_; });
    if (stop_) return;
    changed_ = 0;
    forgot_ = false;
    lock.unlock();
    std::vector<matching::PastNeed> needs;
    past_.each(most_learned, [&needs](matching::PastNeed need) { needs.push_back(std::move(need)); });
    if (needs.size() >= least_learned) {
      use_(matching::LearnedRouting::learn(past_, needs));
      spdlog::info("matching: learned from {} requests", needs.size());
    } else {
      use_(nullptr);
    }
    lock.lock();
    learned_from_ = needs.size();
    woken_.wait_for(lock, rest, [this] { return stop_; });
  }
}

}  // namespace guichet::jobs
