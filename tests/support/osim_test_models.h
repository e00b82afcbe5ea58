// Small models for the tests of the .osim reader, one for each generation of OpenSim's layout, and ways to
// spoil them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "formats/osim/osim_reader.h"

namespace hamstring::osim_test {

/// OpenSim 4: a thigh on a pin at the ground, a shank on a custom knee, a muscle across both, one marker.
inline constexpr std::string_view leg_model_text = R"(<?xml version="1.0" encoding="UTF-8" ?>
<OpenSimDocument Version="40000">
  <Model name="leg">
    <Ground name="ground"/>
    <gravity>0 -9.81 0</gravity>
    <credits>made for a test</credits>
    <length_units>meters</length_units>
    <force_units>N</force_units>
    <BodySet name="bodyset"><objects>
      <Body name="thigh">
        <mass>8</mass><mass_center>0 -0.2 0</mass_center><inertia>0.1 0.02 0.11 0.001 0.002 0.003</inertia>
        <WrapObjectSet><objects>
          <WrapCylinder name="knee_roll">
            <radius>0.03</radius><length>0.1</length>
            <xyz_body_rotation>0.1 0.2 0.3</xyz_body_rotation><translation>0 -0.4 0.01</translation>
            <quadrant>-y</quadrant><active>true</active>
          </WrapCylinder>
        </objects></WrapObjectSet>
      </Body>
      <Body name="shank">
        <mass>3.5</mass><mass_center>0 -0.19 0</mass_center><inertia>0.05 0.005 0.05 0 0 0</inertia>
      </Body>
    </objects></BodySet>
    <JointSet name="jointset"><objects>
      <PinJoint name="hip">
        <socket_parent_frame>ground_offset</socket_parent_frame>
        <socket_child_frame>/bodyset/thigh</socket_child_frame>
        <coordinates>
          <Coordinate name="hip_flexion">
            <default_value>0.1</default_value><range>-0.5 2</range><clamped>true</clamped>
          </Coordinate>
        </coordinates>
        <frames>
          <PhysicalOffsetFrame name="ground_offset">
            <socket_parent>/ground</socket_parent><translation>0 0.9 0</translation><orientation>0 0 0.25</orientation>
          </PhysicalOffsetFrame>
        </frames>
      </PinJoint>
      <CustomJoint name="knee">
        <socket_parent_frame>thigh_offset</socket_parent_frame>
        <socket_child_frame>shank_offset</socket_child_frame>
        <coordinates>
          <Coordinate name="knee_slide"/>
          <Coordinate name="knee_angle"><range>-2 0.2</range><locked>true</locked></Coordinate>
        </coordinates>
        <frames>
          <PhysicalOffsetFrame name="thigh_offset">
            <socket_parent>/bodyset/thigh</socket_parent><translation>0 -0.4 0</translation>
          </PhysicalOffsetFrame>
          <PhysicalOffsetFrame name="shank_offset"><socket_parent>/bodyset/shank</socket_parent></PhysicalOffsetFrame>
        </frames>
        <SpatialTransform>
          <TransformAxis name="rotation1">
            <coordinates>knee_angle</coordinates><axis>0 0 1</axis>
            <LinearFunction name="function"><coefficients>1 0</coefficients></LinearFunction>
          </TransformAxis>
          <TransformAxis name="rotation3"><axis>1 0 0</axis></TransformAxis>
          <TransformAxis name="translation1">
            <coordinates>knee_angle</coordinates><axis>1 0 0</axis>
            <MultiplierFunction name="function">
              <function><SimmSpline><x>-2 -1 0 0.2</x><y>-0.03 0.004 -0.005 -0.006</y></SimmSpline></function>
              <scale>1.1</scale>
            </MultiplierFunction>
          </TransformAxis>
          <TransformAxis name="translation2">
            <coordinates>knee_slide</coordinates><axis>0 1 0</axis>
            <LinearFunction name="function"><coefficients>1 0</coefficients></LinearFunction>
          </TransformAxis>
        </SpatialTransform>
      </CustomJoint>
    </objects></JointSet>
    <ConstraintSet name="constraintset"><objects>
      <CoordinateCouplerConstraint name="slide">
        <isEnforced>true</isEnforced>
        <coupled_coordinates_function>
          <LinearFunction><coefficients>0.01 0.002</coefficients></LinearFunction>
        </coupled_coordinates_function>
        <independent_coordinate_names>knee_angle</independent_coordinate_names>
        <dependent_coordinate_name>knee_slide</dependent_coordinate_name>
        <scale_factor>0.5</scale_factor>
      </CoordinateCouplerConstraint>
    </objects></ConstraintSet>
    <ForceSet name="forceset"><objects>
      <Thelen2003Muscle name="ham">
        <appliesForce>true</appliesForce>
        <GeometryPath name="path">
          <PathPointSet><objects>
            <PathPoint name="ham-P1">
              <socket_parent_frame>/ground</socket_parent_frame><location>-0.05 0.85 0.02</location>
            </PathPoint>
            <ConditionalPathPoint name="ham-P2">
              <socket_parent_frame>/bodyset/thigh</socket_parent_frame><location>-0.03 -0.35 0.02</location>
              <socket_coordinate>/jointset/knee/knee_angle</socket_coordinate><range>-2 -0.5</range>
            </ConditionalPathPoint>
            <MovingPathPoint name="ham-P3">
              <socket_parent_frame>/jointset/knee/shank_offset</socket_parent_frame>
              <socket_x_coordinate>/jointset/knee/knee_angle</socket_x_coordinate>
              <socket_y_coordinate>/jointset/knee/knee_angle</socket_y_coordinate>
              <socket_z_coordinate>/jointset/knee/knee_angle</socket_z_coordinate>
              <x_location><SimmSpline><x>-2 0</x><y>-0.02 -0.04</y></SimmSpline></x_location>
              <y_location><Constant><value>-0.05</value></Constant></y_location>
              <z_location><Constant><value>0.03</value></Constant></z_location>
            </MovingPathPoint>
          </objects></PathPointSet>
          <PathWrapSet><objects>
            <PathWrap name="w"><wrap_object>knee_roll</wrap_object><method>axial</method><range>2 3</range></PathWrap>
          </objects></PathWrapSet>
        </GeometryPath>
        <max_isometric_force>1500</max_isometric_force>
        <optimal_fiber_length>0.11</optimal_fiber_length>
        <tendon_slack_length>0.33</tendon_slack_length>
        <pennation_angle_at_optimal>0.2</pennation_angle_at_optimal>
        <max_contraction_velocity>12</max_contraction_velocity>
        <FmaxTendonStrain>0.033</FmaxTendonStrain>
      </Thelen2003Muscle>
    </objects></ForceSet>
    <MarkerSet name="markerset"><objects>
      <Marker name="knee"><socket_parent_frame>/bodyset/thigh</socket_parent_frame><location>0 -0.4 0.05</location></Marker>
    </objects></MarkerSet>
  </Model>
</OpenSimDocument>
)";
inline std::string leg_model() {
  return std::string(leg_model_text);
}

/// OpenSim 3: joints inside their bodies, bodies by name, one offset of each kind.
inline constexpr std::string_view old_leg_model_text = R"(<?xml version="1.0" encoding="UTF-8" ?>
<OpenSimDocument Version="30000">
  <Model name="old leg">
    <BodySet name=""><objects>
      <Body name="Ground"><mass>0</mass><Joint/>
        <WrapObjectSet name=""><objects><WrapSphere name="ball"><radius> 0.02 </radius></WrapSphere></objects></WrapObjectSet>
      </Body>
      <Body name="thigh">
        <mass> 8.00000000 </mass><mass_center> 0 -0.2 0 </mass_center>
        <inertia_xx>0.123456789</inertia_xx><inertia_yy>0.02</inertia_yy><inertia_zz>0.11</inertia_zz>
        <inertia_xy>0.001</inertia_xy><inertia_xz>0.002</inertia_xz><inertia_yz>0.003</inertia_yz>
        <Joint>
          <CustomJoint name="hip">
            <parent_body> ground </parent_body>
            <location_in_parent>0.123456789 0.9 0</location_in_parent>
            <orientation_in_parent>0 0 0.25</orientation_in_parent>
            <location>0 0 0</location><orientation>0 0 0</orientation>
            <CoordinateSet name=""><objects>
              <Coordinate name="hip flexion"><motion_type>rotational</motion_type><range>-0.5 2</range></Coordinate>
            </objects></CoordinateSet>
            <reverse>false</reverse>
            <SpatialTransform>
              <TransformAxis name="rotation1">
                <coordinates>hip flexion</coordinates><axis>0 0 1</axis>
                <function><LinearFunction name=""><coefficients>1 0</coefficients></LinearFunction></function>
              </TransformAxis>
              <TransformAxis name="rotation2">
                <coordinates></coordinates><axis>0 1 0</axis>
                <function><Constant name=""><value>0</value></Constant></function>
              </TransformAxis>
              <TransformAxis name="rotation3"><coordinates/><axis>1 0 0</axis></TransformAxis>
            </SpatialTransform>
          </CustomJoint>
        </Joint>
      </Body>
    </objects></BodySet>
    <ForceSet name=""><objects>
      <Thelen2003Muscle name="long head">
        <isDisabled>true</isDisabled>
        <min_control>0</min_control><max_control>1</max_control>
        <GeometryPath name=""><PathPointSet name=""><objects>
          <PathPoint name="a"><location>0 1 0</location><body>ground</body></PathPoint>
          <ConditionalPathPoint name="b">
            <location>0 -0.1 0</location><body>thigh</body><range>-1 1</range><coordinate>hip flexion</coordinate>
          </ConditionalPathPoint>
          <PathPoint name="c"><location>0 -0.3 0</location><body> thigh </body></PathPoint>
        </objects></PathPointSet></GeometryPath>
        <max_isometric_force>700</max_isometric_force>
        <optimal_fiber_length>0.1</optimal_fiber_length>
        <tendon_slack_length>0.3</tendon_slack_length>
        <pennation_angle_at_optimal>0.1</pennation_angle_at_optimal>
      </Thelen2003Muscle>
    </objects></ForceSet>
    <MarkerSet name=""><objects>
      <Marker name="m"><body>thigh</body><location>0.1 0 0</location><fixed>true</fixed></Marker>
    </objects></MarkerSet>
  </Model>
</OpenSimDocument>
)";
inline std::string old_leg_model() {
  return std::string(old_leg_model_text);
}

/// `text` with the first occurrence of `from` replaced.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "the test looks for what the model does not have: " << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

/// 1-based line of the first occurrence of `what`.
inline int line_of(std::string_view text, std::string_view what) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string_view::npos) << what;
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
}

inline Result<model::ModelSpecification> parse(const std::string& text, Diagnostics& diagnostics,
                                               const OsimOptions& options = {}) {
  return parse_osim(text, "test.osim", options, diagnostics);
}

/// The model of `text`, which the test expects to be readable.
inline model::ModelSpecification parse_good(const std::string& text, const OsimOptions& options = {}) {
  Diagnostics diagnostics;
  Result<model::ModelSpecification> read = parse(text, diagnostics, options);
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().text());
  return read ? std::move(*read) : model::ModelSpecification{};
}

/// The refusal of `text`.
inline Error parse_bad(const std::string& text) {
  Diagnostics diagnostics;
  const Result<model::ModelSpecification> read = parse(text, diagnostics);
  EXPECT_FALSE(read.has_value()) << "this should have been refused";
  return read ? Error{} : read.error();
}

/// All diagnostics of a severity, one a line.
inline std::string said(const Diagnostics& diagnostics, Severity severity) {
  std::string all;
  for (const Diagnostic& entry : diagnostics.entries()) {
    if (entry.severity == severity) all += entry.text() + "\n";
  }
  return all;
}

}  // namespace hamstring::osim_test
