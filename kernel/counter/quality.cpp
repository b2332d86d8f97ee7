// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/quality.hpp"

#include "kernel/counter/facts.hpp"
#include "kernel/counter/figures.hpp"
#include "kernel/identity/access.hpp"

#include <algorithm>
#include <map>

namespace guichet::counter {
namespace {

constexpr std::int64_t fewest_shown = 5;

std::string day_of(const Counter& counter, domain::Instant at) {
  return domain::local_date(at, counter.calendar.zone);
}

void add_to(QualityLine& line, const storage::DailyCount& count) {
  const auto is = [&](const char* kind) { return count.kind == kind; };
  if (is(figure::submitted)) line.submitted += count.number;
  if (is(figure::bounced)) line.bounced += count.number;
  if (is(figure::taken)) line.taken += count.number;
  if (is(figure::taken_in_time)) line.taken_in_time += count.number;
  if (is(figure::resolved)) line.resolved += count.number;
  if (is(figure::promised)) line.promised += count.number;
  if (is(figure::resolved_in_time)) line.resolved_in_time += count.number;
}

std::vector<QualityLine> most_bounced_first(std::map<std::string, QualityLine> lines) {
  std::vector<QualityLine> sorted;
  for (auto& [id, line] : lines) sorted.push_back(std::move(line));
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& one, const auto& other) {
    return one.bounced != other.bounced ? one.bounced > other.bounced : one.submitted > other.submitted;
  });
  return sorted;
}

/// The parts of the period: weeks of seven days that end today, or twelve of a year.
std::vector<QualityPart> parts_of(const Counter& counter, domain::Instant now, int days) {
  const int length = days > 100 ? 30 : days > 31 ? 7 : 1;
  std::vector<QualityPart> parts;
  for (int back = ((days - 1) / length) * length; back >= 0; back -= length) {
    const int first = std::min(back + length - 1, days - 1);
    QualityPart part;
    part.day = day_of(counter, now - first * domain::day);
    parts.push_back(part);
  }
  return parts;
}

void fill_parts(storage::DailyCounts& counts, const Quality& quality, const char* kind, std::vector<QualityPart>& parts,
                std::int64_t QualityPart::*figure) {
  for (const auto& count : counts.days(quality.first, quality.last, kind)) {
    const auto after = std::upper_bound(parts.begin(), parts.end(), count.day,
                                        [](const auto& day, const auto& part) { return day < part.day; });
    if (after != parts.begin()) (*(after - 1)).*figure += count.number;
  }
}

}  // namespace

domain::Result<Quality> quality(const Counter& counter, const Asker& asker, int days) {
  if (asker.viewer == nullptr) return sign_in_needed();
  if (!identity::may_see_quality(*asker.viewer, asker.now)) {
    return domain::Error{domain::ErrorKind::forbidden, "error.quality.administrators-only", {}, {}, ""};
  }
  if (days != 90 && days != 365) days = 30;
  const auto snapshot = counter.registry.current();
  Quality quality;
  quality.last = day_of(counter, asker.now);
  quality.first = day_of(counter, asker.now - (days - 1) * domain::day);
  const std::string this_month = quality.last.substr(0, 8) + "01";

  storage::Reader reader = counter.database.read();
  storage::DailyCounts counts(reader);
  std::map<std::string, QualityLine> services, teams;
  for (const auto& count : counts.sums(quality.first, quality.last)) {
    if (count.kind == figure::confidential) continue;
    if (count.kind == figure::solved) quality.solved += count.number;
    if (count.kind == figure::bounced_once) quality.bounced_requests += count.number;
    if (count.kind == figure::solved || count.kind == figure::bounced_once) continue;
    // A service may have become confidential since.
    const auto* service = snapshot->service(count.service);
    if (service != nullptr && service->confidential) continue;
    add_to(quality.all, count);
    auto& of_service = services[count.service];
    of_service.id = count.service;
    if (service != nullptr) of_service.title = service->title;
    add_to(of_service, count);
    auto& of_team = teams[count.team];
    of_team.id = count.team;
    if (const auto* team = snapshot->team(count.team)) of_team.title = team->title;
    add_to(of_team, count);
  }
  quality.services = most_bounced_first(std::move(services));
  quality.teams = most_bounced_first(std::move(teams));
  quality.parts = parts_of(counter, asker.now, days);
  fill_parts(counts, quality, figure::submitted, quality.parts, &QualityPart::submitted);
  fill_parts(counts, quality, figure::resolved, quality.parts, &QualityPart::resolved);
  fill_parts(counts, quality, figure::bounced, quality.parts, &QualityPart::bounced);
  fill_parts(counts, quality, figure::solved, quality.parts, &QualityPart::solved);
  for (const auto& count : counts.months(quality.first, this_month, figure::confidential)) {
    // Fewer would point at people; a month that goes on would tell when the fifth came.
    if (count.number < fewest_shown) continue;
    const auto* service = snapshot->service(count.service);
    quality.confidential.push_back(
        {count.day.substr(0, 7), service != nullptr ? service->title : domain::LocalText{}, count.number});
  }
  return quality;
}

}  // namespace guichet::counter
