# What `cmake --install` puts where: binary, libhecha with header, pkg-config and CMake package,
# packs, man page.
include(CMakePackageConfigHelpers)

set(HECHA_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/hecha)

install(TARGETS hecha_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS hecha EXPORT hecha-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES src/include/hecha.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hecha/rules)
install(DIRECTORY lua/meta/ DESTINATION ${CMAKE_INSTALL_DATADIR}/hecha/meta)
install(FILES docs/man/hecha.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# The way back to the prefix, so that the package may be moved.
file(RELATIVE_PATH HECHA_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(src/hecha.pc.in ${CMAKE_BINARY_DIR}/hecha.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/hecha.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(EXPORT hecha-targets NAMESPACE hecha:: DESTINATION ${HECHA_PACKAGE_DIR})
configure_package_config_file(src/hecha-config.cmake.in ${CMAKE_BINARY_DIR}/hecha-config.cmake
  INSTALL_DESTINATION ${HECHA_PACKAGE_DIR})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/hecha-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/hecha-config.cmake ${CMAKE_BINARY_DIR}/hecha-config-version.cmake
  DESTINATION ${HECHA_PACKAGE_DIR})
