// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/time.hpp"
#include "web/pages/template/catalogue.hpp"

#include <string>
#include <string_view>

namespace guichet::web::pages {

/// Times as a person says them, in their language and the university's time zone. A value of one page; the catalogue
/// and the zone's name outlive it.
class Moments {
 public:
  Moments(const Catalogue& texts, const std::string& zone, domain::Instant now)
      : texts_(&texts), zone_(&zone), now_(now) {}

  /// "à l’instant", "aujourd’hui à 14 h 30", "mardi 3 mars à 9 h 00", "le 3 mars 2025".
  [[nodiscard]] std::string shown(domain::Instant instant) const;
  /// "10 mars 2027" for "2027-03-10"; what is no ISO date comes back as it is.
  [[nodiscard]] std::string date(std::string_view iso) const;
  /// "du 10 mars 2027 au 12 mars 2027".
  [[nodiscard]] std::string range(std::string_view from, std::string_view to) const;
  /// For <time datetime>: "2026-11-24T09:12:00Z".
  [[nodiscard]] static std::string iso(domain::Instant instant);
  [[nodiscard]] domain::Instant now() const { return now_; }

 private:
  const Catalogue* texts_;
  const std::string* zone_;
  domain::Instant now_;
};

/// "45 min", "3 h", "2 j": the largest unit that fits.
[[nodiscard]] std::string shown_duration(const Catalogue& texts, std::int64_t milliseconds);

/// "184 ko".
[[nodiscard]] std::string shown_size(const Catalogue& texts, std::int64_t bytes);

}  // namespace guichet::web::pages
