// SPDX-License-Identifier: GPL-3.0-or-later
// The service centre's figures: bounces, volumes, commitments, what documentation solved.
#include "kernel/counter/quality.hpp"

#include "web/pages/errors.hpp"
#include "web/pages/portal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace guichet::web::pages {
namespace {

using counter::Quality;
using counter::QualityLine;

struct Period {
  int days;
  const char* title;
};
constexpr std::array<Period, 3> periods{{{30, "quality.days-30"}, {90, "quality.days-90"}, {365, "quality.year"}}};

// Of the chart, in its own units: see the template.
constexpr std::int64_t chart_left = 36, chart_right = 636, chart_top = 10, chart_bottom = 170;

/// "12 %", or a dash of nothing.
std::string share_of(const Visit& visit, std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return visit.texts().text("quality.none");
  const auto percent =
      static_cast<std::int64_t>(std::lround(100.0 * static_cast<double>(part) / static_cast<double>(whole)));
  return visit.texts().text("quality.percent", {{"number", std::max<std::int64_t>(0, percent)}});
}

/// Two decimals with the sign of the language: bounces a request.
std::string average_of(const Visit& visit, std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return visit.texts().text("quality.none");
  const auto hundredths = static_cast<std::int64_t>(
      std::lround(100.0 * static_cast<double>(std::max<std::int64_t>(0, part)) / static_cast<double>(whole)));
  const std::string rest = std::to_string(hundredths % 100);
  return visit.texts().text("quality.decimal",
                            {{"whole", hundredths / 100}, {"rest", rest.size() < 2 ? "0" + rest : rest}});
}

/// What was taken back after midnight may leave a day below nothing.
std::int64_t shown(std::int64_t number) {
  return std::max<std::int64_t>(0, number);
}

std::string date_of(const Visit& visit, const std::string& day) {
  return visit.moments().date(day);
}

std::vector<View> line_views(const Visit& visit, const std::vector<QualityLine>& lines, const char* untitled) {
  std::vector<View> views;
  for (const QualityLine& line : lines) {
    const std::string title = line.title.in(visit.language());
    views.push_back(View()
                        .text("title", line.id.empty() ? visit.texts().text(untitled)
                                       : title.empty() ? line.id
                                                       : title)
                        .number("submitted", shown(line.submitted))
                        .number("bounced", shown(line.bounced))
                        .text("share", share_of(visit, line.bounced, line.submitted))
                        .text("taken", share_of(visit, line.taken_in_time, line.taken))
                        .text("resolved", share_of(visit, line.resolved_in_time, line.promised)));
  }
  return views;
}

void add_chart(View& data, const Visit& visit, const Quality& quality) {
  std::int64_t most = 0;
  for (const auto& part : quality.parts) most = std::max({most, part.submitted, part.bounced});
  std::vector<View> bars, rows;
  const auto count = static_cast<std::int64_t>(quality.parts.size());
  const std::int64_t step = (chart_right - chart_left) / std::max<std::int64_t>(1, count);
  const auto height_of = [&](std::int64_t number) {
    return most == 0 ? 0 : shown(number) * (chart_bottom - chart_top) / most;
  };
  for (const auto& part : quality.parts) {
    const auto at = static_cast<std::int64_t>(bars.size());
    const std::string day = date_of(visit, part.day);
    const auto height = height_of(part.submitted), bounces = height_of(part.bounced);
    bars.push_back(View()
                       .number("x", chart_left + at * step + 2)
                       .number("width", std::max<std::int64_t>(2, step - 4))
                       .number("y", chart_bottom - height)
                       .number("height", height)
                       .number("bounce_y", chart_bottom - bounces)
                       .number("bounce_height", bounces)
                       .text("part_title", visit.texts().text("quality.bar", {{"day", day},
                                                                              {"submitted", shown(part.submitted)},
                                                                              {"bounced", shown(part.bounced)}})));
    rows.push_back(View()
                       .text("day", day)
                       .number("submitted", shown(part.submitted))
                       .number("resolved", shown(part.resolved))
                       .number("bounced", shown(part.bounced))
                       .number("solved", shown(part.solved)));
  }
  data.flag("has_parts", most > 0)
      .number("chart_max", most)
      .text("chart_first", date_of(visit, quality.first))
      .text("chart_last", date_of(visit, quality.last))
      .list("bars", std::move(bars))
      .list("parts", std::move(rows));
}

std::vector<View> fact_views(const Visit& visit, const Quality& quality) {
  const QualityLine& all = quality.all;
  std::vector<View> facts;
  const auto add = [&](const char* key, std::string value, std::string detail = {}) {
    facts.push_back(View()
                        .text("fact", visit.texts().text(key))
                        .text("value", std::move(value))
                        .maybe("detail", std::move(detail)));
  };
  add("quality.submitted", std::to_string(shown(all.submitted)));
  add("quality.resolved", std::to_string(shown(all.resolved)));
  add("quality.bounces-a-request", average_of(visit, all.bounced, all.submitted));
  add("quality.bounced-once", share_of(visit, quality.bounced_requests, all.submitted));
  add("quality.solved", std::to_string(shown(quality.solved)));
  add("quality.taken", share_of(visit, all.taken_in_time, all.taken));
  add("quality.kept", share_of(visit, all.resolved_in_time, all.promised));
  return facts;
}

server::Response show_quality(Visit& visit) {
  const std::string asked(visit.request().query.value("jours").substr(0, 4));
  const int days = static_cast<int>(std::strtol(asked.c_str(), nullptr, 10));
  const auto quality = counter::quality(visit.counter(), visit.asker(), days);
  if (!quality) return show_error(visit, quality.error());
  std::vector<View> links;
  for (const Period& period : periods) {
    links.push_back(View()
                        .text("period_url", "/qualite?jours=" + std::to_string(period.days))
                        .text("period_title", visit.texts().text(period.title))
                        .flag("current", period.days == (days == 90 || days == 365 ? days : 30)));
  }
  std::vector<View> months;
  for (const auto& month : quality->confidential) {
    months.push_back(View()
                         .text("month", month.month)
                         .text("title", month.title.in(visit.language()))
                         .number("number", month.number));
  }
  View data;
  data.list("periods", std::move(links))
      .text("between", visit.texts().text("quality.between", {{"first", date_of(visit, quality->first)},
                                                              {"last", date_of(visit, quality->last)}}))
      .list("facts", fact_views(visit, *quality))
      .flag("has_services", !quality->services.empty())
      .list("services", line_views(visit, quality->services, "request.free"))
      .flag("has_teams", !quality->teams.empty())
      .list("teams", line_views(visit, quality->teams, "quality.none"))
      .flag("has_confidential", !months.empty())
      .list("confidential", std::move(months));
  add_chart(data, visit, *quality);
  return visit.page("quality", std::move(data), Section::quality);
}

}  // namespace

void add_quality_pages(Pages& pages) {
  pages.get("/qualite", show_quality);
}

}  // namespace guichet::web::pages
