package io.temper.examples;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Run: mvn -q -f docs/examples/spring-boot/pom.xml compile exec:java. Its routes are in src/main/resources/camel. */
@SpringBootApplication
public class StiffnessApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(StiffnessApplication.class, arguments);
    }
}
