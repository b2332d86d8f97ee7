// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/progress.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/names.hpp"
#include "kernel/identity/access.hpp"
#include "kernel/storage/accounts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace guichet::counter {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using storage::ProgressRow;
using storage::ProgressState;

constexpr std::size_t most_rows = 500;
constexpr std::size_t longest_title = 120;

std::optional<Error> refuse(const Asker& asker) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (identity::may_keep_progress(*asker.viewer, asker.now)) return std::nullopt;
  return Error{ErrorKind::forbidden, "error.progress.forbidden", {}, {}, ""};
}

/// An ISO date, or nothing. The days of a month are the calendar's business; an impossible one is refused by it.
bool is_date(const std::string& text) {
  if (text.empty()) return true;
  static const domain::Form form{{[] {
    domain::Field field;
    field.id = "date";
    field.type = domain::FieldType::date;
    return field;
  }()}};
  return domain::check_answers(form, {{"date", text}}, {nullptr, nullptr, "2026-01-01"}).ok();
}

/// Two departments that call themselves the same are one on this page.
class Departments {
 public:
  void count(const std::string& name, ProgressState state) {
    DepartmentProgress& one = found_[name];
    one.name = name;
    if (state == ProgressState::done) ++one.done;
    if (state == ProgressState::under_way) ++one.under_way;
    if (state == ProgressState::not_begun) ++one.not_begun;
  }
  [[nodiscard]] std::vector<DepartmentProgress> all() const {
    std::vector<DepartmentProgress> list;
    for (const auto& [name, one] : found_) {
      if (!name.empty()) list.push_back(one);
    }
    return list;
  }

 private:
  std::map<std::string, DepartmentProgress> found_;
};

void sort_items(std::vector<ProgressItem>& items) {
  const auto rank = [](const ProgressItem& item) {
    return item.state == ProgressState::done ? 0 : item.state == ProgressState::under_way ? 1 : 2;
  };
  std::stable_sort(items.begin(), items.end(), [&rank](const ProgressItem& a, const ProgressItem& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.state != ProgressState::done && !a.ends.empty() && (b.ends.empty() || a.ends < b.ends);
  });
}

void audit(storage::Connection& connection, const Asker& asker, const char* action, std::int64_t id) {
  storage::Audit(connection)
      .append({asker.now, asker.id(), std::string("progress.") + action, "progress:" + std::to_string(id), "{}"});
}

}  // namespace

ProgressPage progress(const Counter& counter, const Asker& asker) {
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  std::vector<ProgressRow> rows;
  std::map<std::string, domain::Instant> first;
  {
    storage::Reader reader = counter.database.read();
    storage::Progress storage(reader);
    rows = storage.all(most_rows);
    first = storage.first_times();
  }
  ProgressPage page;
  page.may_keep = asker.viewer != nullptr && identity::may_keep_progress(*asker.viewer, asker.now);
  std::map<std::string, std::vector<ProgressItem>> by_theme;
  Departments departments;
  const auto put = [&](const std::string& theme, ProgressItem item) {
    departments.count(item.department, item.state);
    ++(item.state == ProgressState::done        ? page.done
       : item.state == ProgressState::under_way ? page.under_way
                                                : page.not_begun);
    by_theme[snapshot->theme(theme) != nullptr ? theme : ""].push_back(std::move(item));
  };
  for (const domain::Service& service : snapshot->services) {
    const plugins::PluginInfo* const plugin = snapshot->plugin(service.plugin);
    const auto seen = first.find(service.id);
    ProgressItem item;
    item.title = service.title.in(asker.language);
    if (plugin != nullptr) item.department = plugin->department.in(asker.language);
    if (service.audience.includes(asker.person())) item.service = service.id;
    item.state = ProgressState::done;
    item.since = seen == first.end() ? 0 : seen->second;
    put(service.theme, std::move(item));
  }
  for (const ProgressRow& row : rows) {
    // What is offered says itself; the row waits, should it be taken away again.
    if (!row.service.empty() && snapshot->service(row.service) != nullptr) continue;
    ProgressItem item;
    item.id = row.id;
    item.title = row.title.in(asker.language);
    item.department = row.department;
    item.state = row.state;
    item.begins = row.begins;
    item.ends = row.ends;
    item.version = row.version;
    put(row.theme, std::move(item));
  }
  for (const plugins::Theme& theme : snapshot->themes) {
    const auto found = by_theme.find(theme.id);
    if (found == by_theme.end()) continue;
    sort_items(found->second);
    page.themes.push_back({theme.id, theme.title.in(asker.language), std::move(found->second)});
  }
  if (const auto rest = by_theme.find(""); rest != by_theme.end()) {
    sort_items(rest->second);
    page.themes.push_back({"", "", std::move(rest->second)});
  }
  page.departments = departments.all();
  return page;
}

Result<ProgressRow> progress_row(const Counter& counter, const Asker& asker, std::int64_t id) {
  if (auto refused = refuse(asker)) return *refused;
  storage::Reader reader = counter.database.read();
  auto row = storage::Progress(reader).find(id);
  if (!row) return Error{ErrorKind::not_found, "error.progress.gone", {}, {}, ""};
  return *row;
}

Result<Done> save_progress(const Counter& counter, const Asker& asker, ProgressRow row) {
  if (auto refused = refuse(asker)) return *refused;
  Error wrong{ErrorKind::invalid, "error.form.check", {}, {}, ""};
  const auto line = [&](const char* field, const std::string& text, bool required) {
    if (required && is_blank(text)) {
      wrong.fields.push_back({field, "error.field.required"});
    } else if (!is_line(text)) {
      wrong.fields.push_back({field, "error.field.bad-text"});
    } else if (characters_of(text) > longest_title) {
      wrong.fields.push_back({field, "error.field.too-long", {{"max", longest_title}}});
    }
  };
  line("title", row.title.fr, true);
  line("title_en", row.title.en, false);
  line("department", row.department, true);
  line("service", row.service, false);
  const plugins::SnapshotPtr snapshot = counter.registry.current();
  if (!row.theme.empty() && snapshot->theme(row.theme) == nullptr) {
    wrong.fields.push_back({"theme", "error.field.not-an-option"});
  }
  if (!is_date(row.begins)) wrong.fields.push_back({"begins", "error.field.not-a-date"});
  if (!is_date(row.ends)) wrong.fields.push_back({"ends", "error.field.not-a-date"});
  if (!row.begins.empty() && !row.ends.empty() && row.ends < row.begins) {
    wrong.fields.push_back({"ends", "error.field.end-before-start"});
  }
  if (!wrong.fields.empty()) return wrong;
  row.author = asker.id();
  row.changed = asker.now;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Progress storage(connection);
    if (row.id == 0) {
      if (storage.all(most_rows).size() >= most_rows) {
        return Error{ErrorKind::too_many, "error.progress.too-many", {{"max", most_rows}}, {}, ""};
      }
      audit(connection, asker, "add", storage.add(row));
      return Done{};
    }
    if (!storage.update(row, row.version)) return Error{ErrorKind::conflict, "error.progress.changed", {}, {}, ""};
    audit(connection, asker, "change", row.id);
    return Done{};
  });
}

Result<Done> remove_progress(const Counter& counter, const Asker& asker, std::int64_t id, std::int64_t version) {
  if (auto refused = refuse(asker)) return *refused;
  return counter.database.write([&](storage::Connection& connection) -> Result<Done> {
    if (!storage::Progress(connection).remove(id, version)) {
      return Error{ErrorKind::conflict, "error.progress.changed", {}, {}, ""};
    }
    audit(connection, asker, "remove", id);
    return Done{};
  });
}

void note_first_publications(storage::Database& database, const plugins::Snapshot& snapshot, domain::Instant now) {
  std::vector<std::string> fresh;
  {
    storage::Reader reader = database.read();
    const auto known = storage::Progress(reader).first_times();
    for (const domain::Service& service : snapshot.services) {
      if (!known.contains(service.id)) fresh.push_back(service.id);
    }
  }
  if (fresh.empty()) return;
  (void)database.write([&](storage::Connection& connection) -> Result<Done> {
    storage::Progress(connection).note_first(fresh, now);
    return Done{};
  });
}

}  // namespace guichet::counter
