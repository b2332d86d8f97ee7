// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/checks/elf.hpp"

#include <elf.h>

#include <cstring>

namespace guichet::sdk_tool {
namespace {

domain::Error wrong(std::string detail) {
  return {domain::ErrorKind::invalid, "error.plugin.bundle", {}, {}, std::move(detail)};
}

template <typename Record>
bool read_at(std::string_view bytes, std::uint64_t at, Record& record) {
  if (at > bytes.size() || bytes.size() - at < sizeof(Record)) return false;
  std::memcpy(&record, bytes.data() + at, sizeof(Record));
  return true;
}

/// The text at `at` of a table of texts; "" when it lies outside.
std::string text_at(std::string_view table, std::uint64_t at) {
  if (at >= table.size()) return {};
  const std::string_view rest = table.substr(static_cast<std::size_t>(at));
  return std::string(rest.substr(0, rest.find('\0')));
}

std::string_view part_of(std::string_view bytes, const Elf64_Shdr& section) {
  if (section.sh_offset > bytes.size() || section.sh_size > bytes.size() - section.sh_offset) return {};
  return bytes.substr(section.sh_offset, section.sh_size);
}

void add_symbols(std::string_view symbols, std::string_view names, ElfLibrary& library) {
  Elf64_Sym symbol;
  for (std::uint64_t at = 0; read_at(symbols, at, symbol); at += sizeof symbol) {
    const auto binding = ELF64_ST_BIND(symbol.st_info);
    const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
    const bool visible = visibility == STV_DEFAULT || visibility == STV_PROTECTED;
    if (symbol.st_shndx == SHN_UNDEF || binding == STB_LOCAL || !visible) continue;
    library.exported.push_back({text_at(names, symbol.st_name), binding == STB_GNU_UNIQUE});
  }
}

void add_needed(std::string_view dynamic, std::string_view names, ElfLibrary& library) {
  Elf64_Dyn entry;
  for (std::uint64_t at = 0; read_at(dynamic, at, entry) && entry.d_tag != DT_NULL; at += sizeof entry) {
    if (entry.d_tag == DT_NEEDED) library.needed.push_back(text_at(names, entry.d_un.d_val));
  }
}

}  // namespace

domain::Result<ElfLibrary> read_elf(std::string_view bytes) {
  Elf64_Ehdr header;
  if (!read_at(bytes, 0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
    return wrong("is no library: the file does not begin as ELF files do");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_type != ET_DYN)
    return wrong("is not a 64-bit shared library for this kind of machine");
  if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shnum == 0)
    return wrong("has no section table: do not strip it of its section headers");
  ElfLibrary library;
  bool found = false;
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr section, linked;
    if (!read_at(bytes, header.e_shoff + i * sizeof section, section)) return wrong("is cut off");
    if (section.sh_type != SHT_DYNSYM && section.sh_type != SHT_DYNAMIC) continue;
    if (!read_at(bytes, header.e_shoff + std::uint64_t{section.sh_link} * sizeof linked, linked))
      return wrong("is damaged: a table names a table that is not there");
    const std::string_view names = part_of(bytes, linked);
    if (section.sh_type == SHT_DYNSYM) {
      found = true;
      add_symbols(part_of(bytes, section), names, library);
    } else {
      add_needed(part_of(bytes, section), names, library);
    }
  }
  if (!found) return wrong("has no dynamic symbols, so nothing could load it");
  return library;
}

}  // namespace guichet::sdk_tool
