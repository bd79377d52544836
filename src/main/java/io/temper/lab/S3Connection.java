package io.temper.lab;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/** A client of an S3 server that says in one line what went wrong, and leaves it to the outbox to try again. */
public final class S3Connection {
    /** Not the credentials' fault, although the status is 403: a clock, which may be set right. */
    private static final String CLOCK = "RequestTimeTooSkewed";

    /** What no later attempt can mend; anything else, such as a bucket that is missing, can be. */
    private static final Set<String> FINAL = Set.of("EntityTooLarge", "KeyTooLongError", "InvalidObjectName");

    /** Credentials that S3 refuses with 400. */
    private static final Set<String> BAD_KEY = Set.of("ExpiredToken", "InvalidToken");

    private S3Connection() {}

    /**
     * Sends nothing yet.
     *
     * @param endpoint address of the server; null for Amazon's own
     * @param region for example {@code eu-central-1}
     * @param pathStyle whether the bucket is in the path rather than in the host's name
     * @param key {@code ID:SECRET}, asked anew for each request; null if none is configured
     * @throws IllegalArgumentException if the endpoint is no address
     */
    public static S3Client open(
            @Nullable String endpoint, String region, boolean pathStyle, Supplier<@Nullable String> key) {
        var builder = S3Client.builder()
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .credentialsProvider(() -> credentials(key.get()))
                // servers other than Amazon's may not know the checksums that trail a body
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30))
                        .build())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
        if (endpoint != null) {
            builder.endpointOverride(address(endpoint));
        }
        return new JudgingClient(builder.build(), endpoint == null ? "Amazon S3" : endpoint);
    }

    private static URI address(String endpoint) {
        if (!endpoint.matches("https?://[^/\\s]+/?")) {
            throw new IllegalArgumentException(
                    "temper.lab.s3.endpoint '%s' must be an address such as https://s3.example.org"
                            .formatted(endpoint));
        }
        return URI.create(endpoint);
    }

    /** @throws SinkClosedException if there is no key, or none of that form */
    private static AwsBasicCredentials credentials(@Nullable String key) {
        int colon = key == null ? -1 : key.indexOf(':');
        if (key == null || colon < 1 || colon == key.length() - 1) {
            throw new SinkClosedException(
                    "the key of S3 must be ID:SECRET: set temper.lab.s3.key or temper.lab.s3.key-file");
        }
        return AwsBasicCredentials.create(key.substring(0, colon), key.substring(colon + 1));
    }

    /** Tells what pauses the sink and what is final from what may pass. */
    private static final class JudgingClient extends DelegatingS3Client {
        private final String server;

        JudgingClient(S3Client client, String server) {
            super(client);
            this.server = server;
        }

        @Override
        protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
            try {
                return operation.apply(request);
            } catch (AwsServiceException answer) {
                String bucket = request.getValueForField("Bucket", String.class).orElse("");
                throw judge(answer, bucket);
            } catch (SdkException | UncheckedIOException e) {
                throw passing("%s cannot be reached: %s".formatted(server, e.getMessage()), e);
            }
        }

        private RuntimeException judge(AwsServiceException answer, String bucket) {
            int status = answer.statusCode();
            var details = answer.awsErrorDetails();
            String code = details == null || details.errorCode() == null ? "" : details.errorCode();
            String message = details == null || details.errorMessage() == null ? "" : details.errorMessage();
            String line = "%s answered %d %s for the bucket '%s': %s"
                    .formatted(server, status, code, bucket, message)
                    .replaceAll("\\s+", " ")
                    .strip();
            if (code.equals("NoSuchBucket")) {
                return passing(
                        "%s has no bucket '%s': create it, or set temper.lab.s3.bucket".formatted(server, bucket),
                        answer);
            }
            boolean closed = (status == 401 || status == 403) && !code.equals(CLOCK);
            if (closed || BAD_KEY.contains(code)) {
                return new SinkClosedException(line);
            }
            return FINAL.contains(code) ? new RefusedException(line) : passing(line, answer);
        }

        private static UncheckedIOException passing(String line, RuntimeException cause) {
            return new UncheckedIOException(line, new java.io.IOException(cause));
        }
    }
}
