#pragma once

#include <guichet/sdk/call.hpp>

#include <optional>
#include <string>

/// What the department's register of enrolments says of one number.
struct Enrolment {
  std::string name;
  std::string year;
};

struct RegisterAnswer {
  bool reached = false;                ///< false: nobody answered, trying again later helps
  std::optional<Enrolment> enrolment;  ///< nothing: it knows no such number
};

/// Asks the register. It speaks lines: "FIND 12345678", and "NAME;YEAR" or "NONE" as its answer. The kernel connects,
/// to this host and port alone; a plugin has no network of its own. Put your own system's way of speaking here.
[[nodiscard]] RegisterAnswer ask_register(const guichet::sdk::Call& call, const std::string& number);
