// SPDX-License-Identifier: GPL-3.0-or-later
// How long understanding a need takes beside as many articles, services and past needs as a large university has, and
// what Xapian alone takes for the same words. One JSON object on standard output; times in milliseconds.
//   guichet-bench-matching FOLDER [PAST_NEEDS [ARTICLES [SERVICES]]]
#include "kernel/matching/learned_routing.hpp"
#include "kernel/matching/matcher.hpp"
#include "kernel/matching/past_needs.hpp"
#include "kernel/matching/text.hpp"
#include "tests/bench/made_university.hpp"

#include <nlohmann/json.hpp>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

using namespace guichet;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::size_t asked = 3'000;
constexpr std::size_t learned_from = 33'000;
constexpr std::size_t clients_at_once = 4;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double percentile(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

double resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
  }
  return 0;
}

/// Each need asked once, by so many clients that ask without a pause.
template <class Ask>
json times_of(const std::vector<std::string>& needs, std::size_t clients, const Ask& ask) {
  std::vector<std::vector<double>> times(clients);
  std::vector<std::thread> threads;
  const auto began = Clock::now();
  for (std::size_t client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      for (std::size_t i = client; i < needs.size(); i += clients) {
        const auto start = Clock::now();
        ask(needs[i]);
        times[client].push_back(milliseconds_since(start));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const double seconds = milliseconds_since(began) / 1000;
  std::vector<double> all;
  for (const auto& some : times) all.insert(all.end(), some.begin(), some.end());
  return {{"middle", percentile(all, 0.5)},
          {"high", percentile(all, 0.99)},
          {"rate", static_cast<double>(needs.size()) / seconds}};
}

json time_suggestions(const matching::Matcher& matcher, const std::vector<std::string>& needs, std::size_t clients) {
  return times_of(needs, clients,
                  [&](const std::string& need) { (void)matcher.suggest(need, nullptr, domain::Language::fr); });
}

/// The same texts in a plain Xapian database, and the same words asked of it: the reference.
json time_bare_xapian(const std::string& folder, const bench::MadeUniversity& university,
                      const std::vector<std::string>& needs) {
  {
    Xapian::WritableDatabase database(folder, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    for (const domain::Article& article : university.articles) {
      Xapian::Document document;
      for (const domain::Passage& passage : article.passages) {
        for (const std::string& term : matching::terms_of(passage.text, domain::Language::fr)) document.add_term(term);
      }
      database.add_document(document);
    }
    database.commit();
  }
  Xapian::Database database(folder);
  return times_of(needs, 1, [&](const std::string& need) {
    const std::vector<std::string> terms = matching::terms_of(need, domain::Language::fr);
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    (void)enquire.get_mset(0, 5);
  });
}

matching::PastNeed past_need(bench::Writer& writer, const bench::MadeUniversity& university, std::uint32_t id) {
  const std::size_t service = writer.number_below(university.services.size());
  return {id, university.services[service].id,
          writer.sentence(8 + writer.number_below(20), university.subjects[service])};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "guichet-bench-matching FOLDER [PAST_NEEDS [ARTICLES [SERVICES]]]\n";
    return 2;
  }
  const auto number = [&](int position, std::size_t otherwise) {
    return argc > position ? static_cast<std::size_t>(std::strtoull(argv[position], nullptr, 10)) : otherwise;
  };
  const std::size_t past_needs = number(2, 1'000'000);
  const std::string folder = argv[1];
  std::filesystem::create_directories(folder);
  bench::Writer writer;
  bench::MadeUniversity university(writer, number(3, 5'000), number(4, 500));
  std::vector<std::string> needs;
  for (std::size_t i = 0; i < asked; ++i) {
    needs.push_back(writer.sentence(3 + i % 15, university.subjects[i % university.subjects.size()]));
  }
  json result{{"articles", university.articles.size()}, {"services", university.services.size()}};

  std::filesystem::remove_all(folder + "/offers");
  matching::Matcher matcher(folder + "/offers");
  auto start = Clock::now();
  if (auto built = matcher.rebuild(university.snapshot("first")); !built) {
    std::cerr << built.error().detail << '\n';
    return 1;
  }
  result["building"] = milliseconds_since(start);
  result["bare"] = time_bare_xapian(folder + "/bare", university, needs);
  result["words alone"] = time_suggestions(matcher, needs, 1);

  std::vector<double> publishing;
  for (std::size_t i = 0; i < 10; ++i) {
    university.articles[i * 37] = university.article(writer, i);
    const auto snapshot = university.snapshot("changed " + std::to_string(i));
    start = Clock::now();
    if (!matcher.rebuild(snapshot)) return 1;
    publishing.push_back(milliseconds_since(start));
  }
  result["publishing"] = {{"middle", percentile(publishing, 0.5)}, {"high", percentile(publishing, 0.99)}};

  matching::PastNeeds past(folder + "/needs");
  if (past.size() < past_needs) {
    start = Clock::now();
    const auto first = static_cast<std::uint32_t>(past.size()) + 1;
    for (std::uint32_t id = first; id <= past_needs; ++id) past.put(past_need(writer, university, id));
    past.commit(1);
    result["past needs a second, all at once"] =
        static_cast<double>(past_needs - first + 1) / (milliseconds_since(start) / 1000);
  }
  result["past needs"] = past.size();
  std::vector<matching::PastNeed> latest;
  past.each(learned_from, [&latest](matching::PastNeed need) { latest.push_back(std::move(need)); });
  const double before = resident_megabytes();
  start = Clock::now();
  matcher.use(matching::LearnedRouting::learn(past, latest));
  result["learning"] = {{"needs", latest.size()},
                        {"seconds", milliseconds_since(start) / 1000},
                        {"megabytes", resident_megabytes() - before}};
  result["nearest"] = times_of(needs, 1, [&](const std::string& need) { (void)past.nearest(need, 21); });
  result["with past needs"] = time_suggestions(matcher, needs, 1);
  result["with past needs, 4 clients"] = time_suggestions(matcher, needs, clients_at_once);

  // As the event log brings them: a commit for each batch of what one second brings, while people ask.
  std::vector<double> batches;
  std::thread asking([&] { result["while indexing"] = time_suggestions(matcher, needs, 1); });
  for (std::uint32_t batch = 0; batch < 10; ++batch) {
    start = Clock::now();
    for (std::uint32_t i = 0; i < 200; ++i) {
      past.put(past_need(writer, university, static_cast<std::uint32_t>(past_needs) - batch * 200 - i));
    }
    past.commit(batch + 2);
    batches.push_back(milliseconds_since(start));
  }
  asking.join();
  result["200 requests"] = {{"middle", percentile(batches, 0.5)}, {"high", percentile(batches, 0.99)}};
  result["resident"] = resident_megabytes();
  std::cout << result.dump(2) << '\n';
  return 0;
}
