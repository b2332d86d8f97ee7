// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace guichet::counter {

/// A request that a step of another one opened, as the page of that other shows it.
struct Part {
  domain::RequestId request = 0;
  std::string reference;
  domain::LocalText service;
  std::string team;  ///< full id
  domain::Status status = domain::Status::received;
  domain::Instant due = 0;  ///< by when; 0: nothing was promised
  bool readable = false;    ///< the viewer may open it
  bool hidden = false;      ///< confidential: that there is one, and nothing more
};
struct Parts {
  std::vector<Part> rows;      ///< in the order in which they were opened
  std::optional<Part> parent;  ///< of which this one is a part; only for those who may read it
  /// Parts whose story joined the conversation, with their service as it was; null: a free request.
  std::map<domain::RequestId, std::shared_ptr<const domain::Service>> told;
};

/// The parts of a request that was read, at most 50. Its requester has one story: messages and events of the parts that
/// the viewer may read join `view`, those that agents wrote to each other stay with the part. Parts of a confidential
/// kind keep their story to their own page. An event of a part says which in its parameter "part".
[[nodiscard]] Parts read_parts(const Counter& counter, const Asker& asker, RequestView& view);

}  // namespace guichet::counter
