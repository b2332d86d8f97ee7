// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/absences.hpp"

#include "kernel/counter/desk.hpp"
#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/storage/accounts.hpp"
#include "kernel/storage/people.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::PersonId;
using domain::Result;
using storage::Absence;

constexpr std::size_t most_shown = 200;
constexpr std::size_t most_of_one = 50;
constexpr std::int64_t longest = 2 * 366 * domain::day;

Error wrong(const char* field, const char* key) {
  return {ErrorKind::invalid, "error.form.check", {}, {{field, key}}, ""};
}

/// Whom this viewer leads, without themselves; sorted.
std::vector<PersonId> led_by(storage::Connection& connection, const identity::Viewer& viewer) {
  std::set<PersonId> led;
  for (const auto& membership : viewer.teams) {
    if (!membership.lead) continue;
    for (const auto id : storage::Accounts(connection).members_of(membership.team)) led.insert(id);
  }
  led.erase(viewer.person.id);
  std::vector<PersonId> people(led.begin(), led.end());
  if (people.size() > most_shown) people.resize(most_shown);
  return people;
}

/// Who is meant, for the delegate; 0 for nobody.
Result<PersonId> delegate_in(const Counter& counter, const Asker& asker, const std::string& typed) {
  if (is_blank(typed)) return PersonId{0};
  const auto meant = people_meant(counter, asker, typed);
  if (!meant || meant->empty()) return wrong("delegate", "error.absence.nobody");
  if (meant->size() > 1) return wrong("delegate", "error.absence.several");
  if (meant->front().id == asker.id()) return wrong("delegate", "error.absence.oneself");
  return meant->front().id;
}

}  // namespace

Result<AbsenceList> absences(const Counter& counter, const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  AbsenceList list;
  const auto& teams = asker.viewer->teams;
  list.leads = std::any_of(teams.begin(), teams.end(), [](const auto& each) { return each.lead; });
  storage::Reader reader = counter.database.read();
  storage::Absences stored(reader);
  auto rows = stored.of({asker.id()}, asker.now, most_of_one);
  const std::size_t own = rows.size();
  if (list.leads) {
    const auto others = stored.of(led_by(reader, *asker.viewer), asker.now, most_shown);
    rows.insert(rows.end(), others.begin(), others.end());
  }
  std::set<PersonId> named;
  for (const auto& row : rows) named.insert({row.person, row.delegate});
  named.erase(0);
  std::vector<PersonId> ids(named.begin(), named.end());
  if (ids.size() > most_shown) ids.resize(most_shown);
  const auto people = storage::People(reader).many(ids);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    AbsenceView view;
    view.absence = rows[i];
    view.person = name_among(people, rows[i].person);
    view.delegate = name_among(people, rows[i].delegate);
    view.first_day = domain::local_date(rows[i].begins, counter.calendar.zone);
    view.last_day = domain::local_date(rows[i].ends - 1, counter.calendar.zone);
    view.under_way = rows[i].begins <= asker.now;
    view.may_remove = true;
    (i < own ? list.own : list.team).push_back(std::move(view));
  }
  return list;
}

Result<Done> say_absence(const Counter& counter, const Asker& asker, const NewAbsence& absence) {
  if (asker.viewer == nullptr) return sign_in_needed();
  const std::string& zone = counter.calendar.zone;
  const auto begins = domain::start_of_day(absence.first_day, zone);
  const auto last = domain::start_of_day(absence.last_day, zone);
  if (!begins) return wrong("from", "error.absence.date");
  if (!last) return wrong("until", "error.absence.date");
  if (*last < *begins) return wrong("until", "error.absence.order");
  Absence row;
  row.person = row.author = asker.id();
  row.said = asker.now;
  row.begins = *begins;
  row.ends = domain::next_time_of_day(*last, 0, {}, zone);  // a day of a change of clock is as long as it is
  if (row.ends <= asker.now) return wrong("until", "error.absence.past");
  if (row.ends - row.begins > longest) return wrong("until", "error.absence.long");
  const auto delegate = delegate_in(counter, asker, absence.delegate);
  if (!delegate) return delegate.error();
  row.delegate = *delegate;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Absences stored(connection);
    if (stored.of({row.person}, asker.now, most_of_one).size() >= most_of_one) {
      return Error{ErrorKind::too_many, "error.absence.too-many", {{"max", most_of_one}}, {}, ""};
    }
    row.id = stored.add(row);
    const nlohmann::json detail{{"from", row.begins}, {"until", row.ends}, {"delegate", row.delegate}};
    storage::Audit(connection)
        .append({asker.now, asker.id(), "absence.say", "person:" + std::to_string(row.person), detail.dump()});
    return Done{};
  });
}

Result<Done> remove_absence(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (asker.viewer == nullptr) return sign_in_needed();
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Absences stored(connection);
    const auto row = stored.find(id);
    const auto may = [&] {
      const auto led = led_by(connection, *asker.viewer);
      return row->person == asker.id() || std::binary_search(led.begin(), led.end(), row->person);
    };
    if (!row || row->ends <= asker.now || !may()) return Error{ErrorKind::not_found, "error.absence.gone", {}, {}, ""};
    (void)stored.remove(id);
    const nlohmann::json detail{{"from", row->begins}, {"until", row->ends}, {"delegate", row->delegate}};
    storage::Audit(connection)
        .append({asker.now, asker.id(), "absence.remove", "person:" + std::to_string(row->person), detail.dump()});
    return Done{};
  });
}

}  // namespace guichet::counter
