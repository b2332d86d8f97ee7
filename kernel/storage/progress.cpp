// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/progress.hpp"

#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<ProgressRow> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("theme", row.theme);
  column("department", row.department);
  column("title_fr", row.title.fr);
  column("title_en", row.title.en);
  column("service", row.service);
  column("state", row.state);
  column("begins", row.begins);
  column("ends", row.ends);
  column("author", row.author);
  column("version", row.version);
  column("changed", row.changed);
}

namespace {
struct FirstTime {
  std::string service;
  domain::Instant at = 0;
};
}  // namespace
template <typename Visitor, Is<FirstTime> Row>
void columns(Visitor& column, Row& row) {
  column("service", row.service);
  column("at", row.at);
}

std::vector<ProgressRow> Progress::all(std::size_t limit) {
  static const std::string sql = "SELECT " + names_of<ProgressRow>() + " FROM progress ORDER BY theme, id LIMIT ?";
  return ask<ProgressRow>(connection_, sql, limit);
}

std::optional<ProgressRow> Progress::find(std::int64_t id) {
  static const std::string sql = "SELECT " + names_of<ProgressRow>() + " FROM progress WHERE id = ?";
  return ask_one<ProgressRow>(connection_, sql, id);
}

std::int64_t Progress::add(const ProgressRow& row) {
  return ask_one<std::int64_t>(connection_,
                               "INSERT INTO progress (theme, department, title_fr, title_en, service, state, begins,"
                               " ends, author, version, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) RETURNING id",
                               row.theme, row.department, row.title.fr, row.title.en, row.service, row.state,
                               row.begins, row.ends, row.author, row.changed)
      .value_or(0);
}

bool Progress::update(const ProgressRow& row, std::int64_t expected_version) {
  return run(connection_,
             "UPDATE progress SET theme = ?, department = ?, title_fr = ?, title_en = ?, service = ?, state = ?,"
             " begins = ?, ends = ?, author = ?, changed = ?, version = version + 1 WHERE id = ? AND version = ?",
             row.theme, row.department, row.title.fr, row.title.en, row.service, row.state, row.begins, row.ends,
             row.author, row.changed, row.id, expected_version) == 1;
}

bool Progress::remove(std::int64_t id, std::int64_t expected_version) {
  return run(connection_, "DELETE FROM progress WHERE id = ? AND version = ?", id, expected_version) == 1;
}

void Progress::note_first(const std::vector<std::string>& services, domain::Instant now) {
  for (const std::string& service : services) {
    run(connection_, "INSERT INTO service_first (service, at) VALUES (?, ?) ON CONFLICT (service) DO NOTHING", service,
        now);
  }
}

std::map<std::string, domain::Instant> Progress::first_times() {
  std::map<std::string, domain::Instant> times;
  each<FirstTime>(connection_, "SELECT service, at FROM service_first",
                  [&times](FirstTime&& first) { times[first.service] = first.at; });
  return times;
}

}  // namespace guichet::storage
