// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/storage/people.hpp"
#include "kernel/storage/workflow.hpp"

#include <vector>

namespace guichet::demonstration {

/// Who heads what: for each structure a head and a budget manager, for each campus a manager of its buildings, and the
/// presidency of the whole university. Written as the directory would have it.
void write_roles(storage::Connection& connection, const std::vector<domain::Person>& people,
                 const std::vector<storage::Component>& components);

}  // namespace guichet::demonstration
