// SPDX-License-Identifier: GPL-3.0-or-later
// guichet-bench-demonstration FOLDER REQUESTS: how fast a demonstration is made in an empty folder, and how fast it
// would be without the search index. Seconds of the processor.
#include "kernel/demonstration/demonstration.hpp"
#include "kernel/demonstration/people.hpp"
#include "kernel/demonstration/requests.hpp"
#include "kernel/demonstration/university.hpp"
#include "tests/support/counter_fixture.hpp"

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace guichet;

/// Of the processor, in all threads: what a busy machine does beside it is not counted.
template <typename Work>
double seconds_of(Work work) {
  const auto begun = std::clock();
  work();
  return static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: guichet-bench-demonstration FOLDER REQUESTS\n");
    return 2;
  }
  const std::string folder = words[1];
  const auto requests = std::atoll(words[2]);
  const auto snapshot = test::sample_snapshot();
  const auto calendar = domain::university_calendar();
  const auto database = storage::Database::open(folder + "/data");
  if (!database) return 1;

  bool made = false;
  const double all = seconds_of([&] {
    matching::RequestSearch search(folder + "/search");
    made = demonstration::fill(**database, search, *snapshot, calendar, {1'000, requests}, test::morning,
                               [](const char*, std::int64_t, std::int64_t) {})
               .ok();
  });
  if (!made) return 1;

  const auto people = demonstration::people(1'000, {});
  const domain::Places places(demonstration::places());
  std::unordered_map<std::string, std::int64_t> versions;
  for (const auto& service : snapshot->services) versions[service.id] = 1;
  const std::unordered_map<std::string, std::vector<domain::PersonId>> members;
  const demonstration::Sources sources{*snapshot, calendar, places, people, members, versions, test::morning};
  std::vector<matching::SearchDocument> documents;
  const double drawn = seconds_of([&] {
    for (std::int64_t i = 0; i < requests; ++i) {
      documents.push_back(demonstration::past_request(sources, i, requests).document);
    }
  });
  const double indexed = seconds_of([&] {
    matching::RequestSearch search(folder + "/search-alone");
    for (const auto& document : documents) search.put(document);
    search.commit(1);
  });
  const auto rate = [&](double seconds) { return static_cast<double>(requests) / seconds; };
  std::printf("all: %.1f s, %.0f/s; drawing them: %.0f/s; indexing: %.0f/s; without the index: %.0f/s\n", all,
              rate(all), rate(drawn), rate(indexed), rate(all - indexed));
  return 0;
}
