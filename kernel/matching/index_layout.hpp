// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/audience.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::matching {

/// Which document of an index is which service or article, kept beside it on disk.
struct IndexLayout {
  std::vector<domain::Audience> audiences;        ///< one a group, in the order of their numbers
  std::vector<std::uint32_t> services, articles;  ///< numbers of documents, beside the snapshot's

  [[nodiscard]] std::string to_text() const;
  /// Nothing when the text is not one of ours.
  [[nodiscard]] static std::optional<IndexLayout> from_text(std::string_view text);
};

}  // namespace guichet::matching
