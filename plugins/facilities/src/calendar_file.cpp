// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar_file.hpp"

#include <cstdio>

namespace facilities {
namespace {

using namespace std::chrono;

constexpr std::size_t longest_line = 75;  // bytes, without the line break

bool goes_on(char c) {  // inside a character of several bytes
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// A line, folded where it is too long and never inside a character.
void add(std::string& file, std::string line) {
  std::size_t room = longest_line;
  while (line.size() > room) {
    std::size_t end = room;
    while (end > 1 && goes_on(line[end])) --end;
    file += line.substr(0, end) + "\r\n ";
    line.erase(0, end);
    room = longest_line - 1;  // the space that folds it
  }
  file += line + "\r\n";
}

std::string in_utc(Instant instant) {
  const auto midnight = floor<days>(instant);
  const hh_mm_ss<seconds> time(instant - midnight);
  std::string day = text_of(Day(midnight));
  std::erase(day, '-');
  char text[16];
  std::snprintf(text, sizeof text, "T%02d%02d%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return day + text;
}

}  // namespace

std::string escaped(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      result += "\\n";
    } else if (c == '\\' || c == ',' || c == ';') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') {
      result += c;
    }
  }
  return result;
}

std::string calendar_file(const Event& event) {
  std::string file;
  add(file, "BEGIN:VCALENDAR");
  add(file, "VERSION:2.0");
  add(file, "PRODID:-//Guichet//facilities 1.0//FR");
  add(file, "CALSCALE:GREGORIAN");
  add(file, "METHOD:PUBLISH");
  add(file, "BEGIN:VEVENT");
  add(file, "UID:" + escaped(event.uid));
  add(file, "DTSTAMP:" + in_utc(event.written));
  add(file, "DTSTART:" + in_utc(in_paris(event.day, event.slot.from)));
  add(file, "DTEND:" + in_utc(in_paris(event.day, event.slot.to)));
  add(file, "SUMMARY:" + escaped(event.title));
  add(file, "LOCATION:" + escaped(event.place));
  if (!event.description.empty()) add(file, "DESCRIPTION:" + escaped(event.description));
  add(file, "STATUS:CONFIRMED");
  add(file, "TRANSP:OPAQUE");
  add(file, "END:VEVENT");
  add(file, "END:VCALENDAR");
  return file;
}

}  // namespace facilities
