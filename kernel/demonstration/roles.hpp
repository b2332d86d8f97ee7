// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/workflow.hpp"

#include <vector>

namespace guichet::demonstration {

/// Who heads what: for each structure a head, a budget manager, whoever places interns and sends students abroad, for
/// each campus a manager of its buildings, and of the whole university the presidency and the same two offices. Written
/// as the directory would have it.
void write_roles(storage::Connection& connection, const std::vector<domain::Person>& people,
                 const std::vector<storage::Component>& components);

}  // namespace guichet::demonstration
