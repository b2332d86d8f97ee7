// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/person.hpp"
#include "kernel/storage/query.hpp"

namespace guichet::storage {

template <typename Visitor, Is<domain::Person> Row>
void columns(Visitor& column, Row& row) {
  column("id", row.id);
  column("login", row.login);
  column("given_name", row.given_name);
  column("family_name", row.family_name);
  column("mail", row.mail);
  column("phone", row.phone);
  column("affiliation", row.affiliation);
  column("campus", row.campus);
  column("component", row.component);
  column("office", row.office);
  column("manager", row.manager);
  column("language", row.language);
  column("active", row.active);
}

}  // namespace guichet::storage
