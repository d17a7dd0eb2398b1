add_library(national_collect STATIC ${CMAKE_CURRENT_LIST_DIR}/national_collect.c)
target_link_libraries(national_collect PUBLIC national PkgConfig::criterion)
target_compile_definitions(national_collect PRIVATE
    FIXTURE_DIR="${CMAKE_CURRENT_LIST_DIR}/../fixtures")

add_unit_test(intake national national_collect support)
add_unit_test(intake national_outside national_collect)
add_unit_test(intake national_values national_collect)
