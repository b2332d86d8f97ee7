// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/arguments.hpp"

#include <algorithm>
#include <iterator>

namespace guichet::sdk_tool {
namespace {

constexpr const char* flags[] = {"help", "json", "allow-private"};

bool is_flag(const std::string& name) {
  return std::find(std::begin(flags), std::end(flags), name) != std::end(flags);
}

}  // namespace

std::string Arguments::option(const std::string& name, const std::string& otherwise) const {
  const auto given = options.find(name);
  return given == options.end() || given->second.empty() ? otherwise : given->second.back();
}

Arguments read_arguments(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    if (word == "-h") {
      arguments.options["help"];
    } else if (word.rfind("--", 0) == 0) {
      const std::size_t equals = word.find('=');
      const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
      auto& given = arguments.options[name];
      if (equals != std::string::npos) {
        given.push_back(word.substr(equals + 1));
      } else if (!is_flag(name)) {
        if (i + 1 == count) {
          arguments.problem = word + " needs a value";
        } else {
          given.emplace_back(values[++i]);
        }
      }
    } else if (arguments.command.empty()) {
      arguments.command = word;
    } else {
      arguments.plain.push_back(word);
    }
  }
  return arguments;
}

}  // namespace guichet::sdk_tool
