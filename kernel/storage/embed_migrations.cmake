# Writes OUTPUT, a C++ file with the text of every file in FOLDER (run at build: cmake -DFOLDER=.. -DOUTPUT=.. -P).
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(entries "")
foreach(path IN LISTS files)
  get_filename_component(name ${path} NAME)
  string(REGEX MATCH "^[0-9]+" number ${name})
  math(EXPR number "${number}" OUTPUT_FORMAT DECIMAL)
  file(READ ${path} sql)
  string(APPEND entries "      {${number}, \"${name}\", R\"guichet_sql(${sql})guichet_sql\"},\n")
endforeach()
file(WRITE ${OUTPUT}.new "// Made from kernel/storage/migrations by embed_migrations.cmake.
#include \"kernel/storage/migrations.hpp\"

namespace guichet::storage {

const std::vector<MigrationFile>& migration_files() {
  static const std::vector<MigrationFile> files = {
${entries}  };
  return files;
}

}  // namespace guichet::storage
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
