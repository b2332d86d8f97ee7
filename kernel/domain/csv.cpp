// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/csv.hpp"

namespace guichet::domain {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view begins_formula = "=+-@\t\r";

bool is_formula(std::string_view field) {
  return !field.empty() && begins_formula.find(field.front()) != std::string_view::npos;
}

char separator_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  const bool semicolons = first.find(';') != std::string_view::npos && first.find(',') == std::string_view::npos;
  return semicolons ? ';' : ',';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), separator_(separator_of(text)) {}

  CsvTable read(std::size_t most_records) {
    CsvTable table;
    while (at_ < text_.size()) {
      CsvRecord record;
      record.line = line_;
      if (!read_record(record)) {
        table.wrong_line = record.line;
        return table;
      }
      if (record.fields.size() == 1 && record.fields.front().empty()) continue;
      if (table.records.size() == most_records) {
        table.all = false;
        return table;
      }
      table.records.push_back(std::move(record));
    }
    return table;
  }

 private:
  [[nodiscard]] bool at_end_of_line() const { return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

  void take_end_of_line() {
    if (at_ == text_.size()) return;
    const bool both = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
    at_ += both ? 2 : 1;
    ++line_;
  }

  bool read_record(CsvRecord& record) {
    while (true) {
      std::string field;
      if (at_ < text_.size() && text_[at_] == '"') {
        if (!read_quoted(field)) return false;
      } else {
        while (!at_end_of_line() && text_[at_] != separator_) field += text_[at_++];
      }
      if (field.size() > 1 && field.front() == '\'' && is_formula(std::string_view(field).substr(1))) field.erase(0, 1);
      record.fields.push_back(std::move(field));
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      if (!at_end_of_line()) return false;  // something after a closing quote
      take_end_of_line();
      return true;
    }
  }

  bool read_quoted(std::string& field) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[at_++];
      } else {
        ++at_;
        return true;
      }
    }
    return false;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0, line_ = 1;
};

}  // namespace

CsvTable read_csv(std::string_view text, std::size_t most_records) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return Reader(text).read(most_records);
}

std::string csv_record(const std::vector<std::string>& fields) {
  std::string record;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string field = (is_formula(fields[i]) ? "'" : "") + fields[i];
    if (i > 0) record += ',';
    if (field.find_first_of(",;\"\r\n") == std::string::npos) {
      record += field;
      continue;
    }
    record += '"';
    for (const char character : field) {
      if (character == '"') record += '"';
      record += character;
    }
    record += '"';
  }
  return record + "\r\n";
}

}  // namespace guichet::domain
