// What one sees into: skin and the muscles around the three.
import * as THREE from "three";

/** Clear where one looks straight at it, dense along its rim: what lies inside stays in sight. */
export function glass(clear: number, rim: number, power: number): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    transparent: true,
    depthWrite: false,
    uniforms: { tint: { value: new THREE.Color() }, clear: { value: clear }, rim: { value: rim }, power: { value: power } },
    vertexShader: `
      #include <common>
      #include <skinning_pars_vertex>
      varying vec3 facing;
      varying vec3 toEye;
      void main() {
        #include <beginnormal_vertex>
        #include <skinbase_vertex>
        #include <skinnormal_vertex>
        #include <begin_vertex>
        #include <skinning_vertex>
        vec4 seen = modelViewMatrix * vec4(transformed, 1.0);
        facing = normalize(normalMatrix * objectNormal);
        toEye = normalize(-seen.xyz);
        gl_Position = projectionMatrix * seen;
      }`,
    fragmentShader: `
      uniform vec3 tint;
      uniform float clear;
      uniform float rim;
      uniform float power;
      varying vec3 facing;
      varying vec3 toEye;
      void main() {
        float edge = pow(1.0 - abs(dot(normalize(facing), normalize(toEye))), power);
        gl_FragColor = vec4(tint, mix(clear, rim, edge));
        #include <colorspace_fragment>
      }`,
  });
}
