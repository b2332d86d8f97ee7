// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/slip.hpp"

#include <utility>

namespace guichet::domain {
namespace {

constexpr std::size_t shortest = 6;  // letters

}  // namespace

bool one_slip_apart(std::string_view left, std::string_view right) {
  if (left.size() > right.size()) std::swap(left, right);
  if (right.size() - left.size() > 1) return false;
  std::size_t begin = 0;
  while (begin < left.size() && left[begin] == right[begin]) ++begin;
  std::size_t end = 0;
  while (end < left.size() - begin && left[left.size() - 1 - end] == right[right.size() - 1 - end]) ++end;
  const std::size_t differing = left.size() - begin - end;
  if (right.size() > left.size()) return differing == 0;
  if (differing == 2) return left[begin] == right[begin + 1] && left[begin + 1] == right[begin];
  return differing <= 1;
}

bool is_misspelt(std::string_view left, std::string_view right) {
  if (left.size() < shortest || right.size() < shortest || left.front() != right.front()) return false;
  const bool has_digit = left.find_first_of("0123456789") != std::string_view::npos ||
                         right.find_first_of("0123456789") != std::string_view::npos;
  return !has_digit && left != right && one_slip_apart(left, right);  // room b1204 is not room b1205
}

}  // namespace guichet::domain
