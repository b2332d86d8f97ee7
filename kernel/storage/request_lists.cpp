// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/query.hpp"
#include "kernel/storage/requests.hpp"
#include "kernel/storage/work_order.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace guichet::storage {
namespace {

// A row and where it stands in its list.
struct ListedRow {
  RequestRow row;
  std::int64_t work_order = 0;
};

// Who wrote last to all, looked up for the rows of a page only: one step into the messages of each.
constexpr const char* unanswered =
    "COALESCE((SELECT CAST(CASE WHEN m.author = 0 THEN 0 WHEN m.author = r.requester THEN 1"
    " WHEN m.author = r.assignee THEN 0 WHEN EXISTS (SELECT 1 FROM participant t WHERE t.request = r.id"
    " AND t.person = m.author) THEN 1 ELSE 0 END AS BIGINT) FROM message m WHERE m.request = r.id AND m.kind = 0"
    " ORDER BY m.id DESC LIMIT 1), 0)";

template <typename Visitor, Is<ListedRow> Row>
void columns(Visitor& column, Row& listed) {
  auto& row = listed.row;
  column("r.id", row.id);
  column("r.title", row.title);
  column("r.service", row.service);
  column("r.team", row.team);
  column("r.assignee", row.assignee);
  column("COALESCE(a.given_name || ' ' || a.family_name, '')", row.assignee_name);
  column("r.requester", row.requester);
  column("COALESCE(q.given_name || ' ' || q.family_name, '')", row.requester_name);
  column("r.status", row.status);
  column("r.urgency", row.urgency);
  column("r.confidential", row.confidential);
  column("r.campus", row.campus);
  column("r.created", row.created);
  column("r.updated", row.updated);
  column("r.due_take_charge", row.due_take_charge);
  column("r.due_resolve", row.due_resolve);
  column("r.taken_at", row.taken_at);
  column("r.version", row.version);
  column(unanswered, row.unanswered);
  column("r.work_order", listed.work_order);
}

constexpr std::size_t most_rows = 200;
// An agent of more teams than these sees those of the first ones; nobody works in so many.
constexpr std::size_t most_teams = 40;

const std::string joins =
    " JOIN request r ON r.id = page.id LEFT JOIN person a ON a.id = r.assignee"
    " LEFT JOIN person q ON q.id = r.requester ";

std::string select_page(const std::string& page) {
  return "SELECT " + names_of<ListedRow>() + " FROM (" + page + ") page" + joins;
}

// A cursor is "ORDER.ID", or "ID" in lists sorted by id alone. What is not one begins at the top.
struct Place {
  std::int64_t order = std::numeric_limits<std::int64_t>::min();
  std::int64_t id = 0;
};

Place place_of(const Cursor& cursor) {
  Place place;
  const char* const end = cursor.data() + cursor.size();
  const auto order = std::from_chars(cursor.data(), end, place.order);
  if (order.ec != std::errc() || order.ptr == end || *order.ptr != '.') return {};
  const auto id = std::from_chars(order.ptr + 1, end, place.id);
  return id.ec == std::errc() && id.ptr == end ? place : Place{};
}

std::int64_t id_of(const Cursor& cursor) {
  std::int64_t id = 0;
  const char* const end = cursor.data() + cursor.size();
  const auto read = std::from_chars(cursor.data(), end, id);
  return read.ec == std::errc() && read.ptr == end && id > 0 ? id : std::numeric_limits<std::int64_t>::max();
}

// One row more than asked for was read: whether there is a next page.
RequestPage page_of(std::vector<ListedRow>&& rows, std::size_t limit, bool by_work_order) {
  RequestPage page;
  const std::size_t shown = std::min(rows.size(), limit);
  page.rows.reserve(shown);
  if (rows.size() > limit && shown > 0) {
    const ListedRow& last = rows[shown - 1];
    page.next = (by_work_order ? std::to_string(last.work_order) + "." : "") + std::to_string(last.row.id);
  }
  for (std::size_t place = 0; place < shown; ++place) page.rows.push_back(std::move(rows[place].row));
  return page;
}

std::string joined(const std::string& part, const std::string& between, std::size_t times) {
  std::string out = part;
  for (std::size_t time = 1; time < times; ++time) out += between + part;
  return out;
}

/// The first rows of each team, straight from its index, then the first of all: the work does not grow with the teams'
/// requests. `teams` parameters: see TeamParameters.
std::string merged(const std::string& condition, bool newest_first, std::size_t teams) {
  const std::string order = newest_first ? "id DESC" : "work_order, id";
  const std::string after = newest_first ? "id < ?" : "(work_order, id) > (?, ?)";
  const std::string one = "SELECT * FROM (SELECT id, work_order FROM request WHERE team = ? AND " + condition +
                          " AND " + after + " ORDER BY " + order + " LIMIT ?) one";
  return select_page("SELECT id, work_order FROM (" + joined(one, " UNION ALL ", teams) + ") every ORDER BY " + order +
                     " LIMIT ?") +
         (newest_first ? "ORDER BY page.id DESC" : "ORDER BY page.work_order, page.id");
}

struct TeamParameters {
  const std::vector<std::string>& teams;
  const Place* place = nullptr;  // sorted for work
  std::int64_t below = 0;        // newest first
  std::int64_t late_below = 0;   // 0: no such condition
  std::int64_t limit = 0;
};

template <typename Visitor>
void columns(Visitor& column, const TeamParameters& parameters) {
  for (const std::string& team : parameters.teams) {
    column("team", team);
    if (parameters.late_below != 0) column("work_order", parameters.late_below);
    if (parameters.place != nullptr) {
      column("work_order", parameters.place->order);
      column("id", parameters.place->id);
    } else {
      column("id", parameters.below);
    }
    column("limit", parameters.limit);
  }
  column("limit", parameters.limit);
}

}  // namespace

RequestPage Requests::of_person(domain::PersonId person, bool over, const Cursor& from, std::size_t limit) {
  const auto sql_for = [](const std::string& condition) {
    // A part of another request is told on the page of that one.
    static const std::string whole = " AND NOT EXISTS (SELECT 1 FROM sub_request s WHERE s.child = r.id)";
    return select_page("SELECT id FROM (SELECT * FROM (SELECT r.id FROM request r WHERE r.requester = ? AND r." +
                       condition + " AND r.id < ?" + whole +
                       " ORDER BY r.id DESC LIMIT ?) own UNION SELECT * FROM (SELECT t.request AS id FROM"
                       " participant t JOIN request r ON r.id = t.request WHERE t.person = ? AND r." +
                       condition + " AND t.request < ?" + whole +
                       " ORDER BY t.request DESC LIMIT ?) others) every"
                       " ORDER BY id DESC LIMIT ?") +
           "ORDER BY page.id DESC";
  };
  static const std::string open_sql = sql_for("status < 4");
  static const std::string over_sql = sql_for("status >= 4");
  limit = std::clamp<std::size_t>(limit, 1, most_rows);
  const std::int64_t below = id_of(from);
  const auto more = static_cast<std::int64_t>(limit + 1);
  return page_of(
      ask<ListedRow>(connection_, over ? over_sql : open_sql, person, below, more, person, below, more, more), limit,
      false);
}

RequestPage Requests::for_agent(AgentView view, domain::PersonId agent, const std::vector<std::string>& teams,
                                const Cursor& from, std::size_t limit, domain::Instant now) {
  limit = std::clamp<std::size_t>(limit, 1, most_rows);
  const auto more = static_cast<std::int64_t>(limit + 1);
  const Place place = place_of(from);
  if (view == AgentView::mine) {
    static const std::string sql = select_page(
                                       "SELECT id, work_order FROM request WHERE assignee = ? AND assignee <> 0 AND "
                                       "status < 4 AND (work_order, id) > (?, ?)"
                                       " ORDER BY work_order, id LIMIT ?") +
                                   "ORDER BY page.work_order, page.id";
    return page_of(ask<ListedRow>(connection_, sql, agent, place.order, place.id, more), limit, true);
  }
  const std::vector<std::string> asked(teams.begin(), teams.begin() + std::min(teams.size(), most_teams));
  if (asked.empty()) return {};
  TeamParameters parameters{asked, &place, 0, 0, more};
  std::string condition = "status < 4";
  bool newest_first = false;
  switch (view) {
    case AgentView::unassigned:
      condition = "status < 4 AND assignee = 0";
      break;
    case AgentView::late_soon:
      condition = "status < 4 AND work_order < ?";
      parameters.late_below = order_not_soon(now);
      break;
    case AgentView::awaiting:
      condition = "status = 3";
      break;
    case AgentView::over:
      condition = "status >= 4";
      newest_first = true;
      parameters.place = nullptr;
      parameters.below = id_of(from);
      break;
    case AgentView::team:
    case AgentView::mine:
      break;
  }
  return page_of(ask<ListedRow>(connection_, merged(condition, newest_first, asked.size()), parameters), limit,
                 !newest_first);
}

namespace {

struct CountsRow {
  AgentCounts counts;
};

template <typename Visitor, Is<CountsRow> Row>
void columns(Visitor& column, Row& row) {
  column("mine", row.counts.mine);
  column("team", row.counts.team);
  column("unassigned", row.counts.unassigned);
  column("late_soon", row.counts.late_soon);
  column("awaiting", row.counts.awaiting);
}

}  // namespace

AgentCounts Requests::counts(domain::PersonId agent, const std::vector<std::string>& teams, domain::Instant now) {
  const auto count = [](const std::string& condition) {
    return "(SELECT COUNT(*) FROM (SELECT 1 FROM request WHERE " + condition + " LIMIT 100) few)";
  };
  const auto sql_for = [&count](const std::string& team) {
    return "SELECT " + count("assignee = ? AND assignee <> 0 AND status < 4") + ", " + count(team + " AND status < 4") +
           ", " + count(team + " AND status < 4 AND assignee = 0") + ", " +
           count(team + " AND status < 4 AND work_order < ?") + ", " + count(team + " AND status = 3");
  };
  const std::string sql = sql_for(is_in_texts(connection_, "team"));
  const std::string list = list_of(teams);
  return ask_one<CountsRow>(connection_, sql, agent, list, list, list, order_not_soon(now), list)
      .value_or(CountsRow{})
      .counts;
}

std::vector<RequestRow> Requests::rows(const std::vector<domain::RequestId>& ids) {
  if (ids.empty()) return {};
  const std::vector<domain::RequestId> wanted(ids.begin(), ids.begin() + std::min(ids.size(), most_rows));
  const std::string sql = select_page("SELECT id FROM request WHERE " + is_in_ids(connection_, "id"));
  std::vector<RequestRow> found;
  each<ListedRow>(
      connection_, sql, [&found](ListedRow&& listed) { found.push_back(std::move(listed.row)); }, list_of(wanted));
  return found;
}

}  // namespace guichet::storage
