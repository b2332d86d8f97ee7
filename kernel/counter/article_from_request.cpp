// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/article_from_request.hpp"

#include "kernel/counter/distress.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/matching/text.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;

constexpr std::size_t most_answers = 10;
constexpr std::size_t most_looked_up = 1'000;
constexpr std::size_t most_of_a_name = 5;
/// Words with capitals beside which no name stands, though somebody may be called so.
constexpr std::array<std::string_view, 22> no_names{
    "saint",   "sainte",    "st",         "ste",     "campus", "batiment",  "site",    "amphi",
    "salle",   "service",   "universite", "faculte", "aix",    "marseille", "bonjour", "merci",
    "windows", "microsoft", "google",     "office",  "apple",  "wifi"};
constexpr std::size_t most_people = 200;
constexpr std::size_t longest_title = 140;

bool is_theirs(const RequestView& request, domain::PersonId person) {
  if (person == request.request.requester || person == request.request.opened_by) return true;
  return std::any_of(request.participants.begin(), request.participants.end(),
                     [&](const storage::Participant& each) { return each.person == person; });
}

/// What the team said to all, oldest first.
std::vector<std::string> answers_of(const RequestView& request) {
  std::vector<std::string> answers;
  for (const MessageView& view : request.messages) {
    const storage::Message& message = view.message;
    if (message.kind != storage::MessageKind::to_all || message.author == 0) continue;
    if (!is_theirs(request, message.author)) answers.push_back(message.body);
  }
  if (answers.size() > most_answers) answers.erase(answers.begin(), answers.end() - most_answers);
  return answers;
}

/// Names that the directory knows. Both words of a name, in any order and case, are somebody's; of two words with
/// capitals, one is enough: « Dupont Zoe ».
void add_known(const Counter& counter, storage::People& people, std::string_view text, PersonalFacts& facts) {
  std::set<std::string, std::less<>> never(no_names.begin(), no_names.end());
  for (const domain::Place& place : counter.places.all()) {
    for (const auto& word : matching::words_of(place.name)) never.insert(word.folded);
  }
  const std::vector<NamePair> pairs = name_pairs(text, most_looked_up);
  std::map<std::string, bool> known;
  const auto is_known = [&](const std::string& word) {
    if (never.count(word) > 0) return false;
    const auto [entry, fresh] = known.try_emplace(word, false);
    if (fresh) entry->second = people.knows_word(word);
    return entry->second;
  };
  for (const NamePair& pair : pairs) {
    const bool first = is_known(pair.first), second = is_known(pair.second);
    const bool ordinary = never.count(pair.first) > 0 || never.count(pair.second) > 0;
    if (first && second) {
      for (auto& person : people.search(pair.first + " " + pair.second, most_of_a_name)) {
        const auto said = matching::words_of(person.name());
        const auto is_of_them = [&](const std::string& word) {
          return std::any_of(said.begin(), said.end(), [&](const auto& each) { return each.folded == word; });
        };
        if (!is_of_them(pair.first) || !is_of_them(pair.second)) continue;
        facts.people.push_back(std::move(person));
        break;
      }
    }
    if (pair.capitals && (first || second) && !ordinary)
      facts.names.insert(facts.names.end(), {pair.first, pair.second});
  }
}

/// Whoever took part, and whoever the directory knows by a name that the text says.
PersonalFacts facts_of(const Counter& counter, const RequestView& request, const std::string& all_text) {
  std::set<domain::PersonId> ids{request.request.requester, request.request.opened_by, request.request.assignee};
  for (const auto& participant : request.participants) ids.insert(participant.person);
  for (const MessageView& view : request.messages) ids.insert(view.message.author);
  ids.erase(0);
  std::vector<domain::PersonId> asked(ids.begin(), ids.end());
  if (asked.size() > most_people) asked.resize(most_people);
  storage::Reader reader = counter.database.read();
  storage::People people(reader);
  PersonalFacts facts{people.many(asked), {request.reference}};
  learn_from(all_text, facts);
  add_known(counter, people, all_text, facts);
  return facts;
}

/// In its words, or in what was said to all or between agents since.
bool tells_of_distress(const RequestView& view) {
  const domain::Request& request = view.request;
  return counter::tells_of_distress(request.title, request.words, request.answers) ||
         std::any_of(view.messages.begin(), view.messages.end(), [](const MessageView& said) {
           return matching::distress_in(said.message.body) != matching::Distress::none;
         });
}

}  // namespace

bool may_become_article(const RequestView& request) {
  const domain::Status status = request.request.status;
  const bool is_over = status == domain::Status::resolved || status == domain::Status::closed;
  if (!is_over || request.request.confidential || request.relation != identity::Relation::team) return false;
  return !tells_of_distress(request);
}

Result<ArticleKey> article_from_request(const Counter& counter, const Asker& asker, domain::RequestId id,
                                        const ArticleWords& words) {
  const auto request = read_request(counter, asker, id);
  if (!request) return request.error();
  if (!may_become_article(*request)) {
    return Error{ErrorKind::forbidden, "error.article.from-request", nlohmann::json::object(), {}, ""};
  }
  const std::vector<std::string> answers = answers_of(*request);
  std::string all_text = request->request.title + "\n" + request->request.words;
  for (const std::string& answer : answers) all_text += "\n" + answer;
  const PersonalFacts facts = facts_of(counter, *request, all_text);
  const auto cleaned = [&](std::string_view text) { return without_personal_data(text, facts, words.marks); };

  ArticleText text;
  text.title = first_line(cleaned(request->request.title));
  if (is_blank(text.title) || characters_of(text.title) > longest_title) text.title = words.untitled;
  // A request of a form says it in its title.
  const std::string& said = request->request.words.empty() ? request->request.title : request->request.words;
  text.markdown = "## " + words.question + "\n\n" + cleaned(said) + "\n\n## " + words.answer + "\n";
  for (const std::string& answer : answers) {
    const std::string kept = cleaned(answer);
    if (!is_blank(kept)) text.markdown += "\n" + kept + "\n";
  }
  if (const domain::Service* service = request->snapshot->service(request->request.service)) {
    text.services = {service->id};
    text.audience = service->audience;
  }
  text.owner = request->request.team;
  return create_article(counter, asker, text, asker.language);
}

}  // namespace guichet::counter
