package io.temper.lab;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;

/** Signs what is sent as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body. */
@Named("webhookSignature")
@Singleton
public class WebhookSignature {
    /** Puts the headers {@code webhook-id}, {@code webhook-timestamp} [s] and {@code webhook-signature} on a message. */
    public void sign(Exchange exchange) {
        Attempt attempt = Request.attempt(exchange);
        String id = attempt.getResult().id();
        long time = Instant.now().getEpochSecond();
        exchange.getMessage().setHeader("webhook-id", id);
        exchange.getMessage().setHeader("webhook-timestamp", time);
        exchange.getMessage()
                .setHeader(
                        "webhook-signature",
                        signature(
                                attempt.getKey(), id, time, attempt.getResult().json()));
    }

    static String signature(String key, String id, long time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal("%s.%d.%s".formatted(id, time, body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HMAC-SHA256", e);
        }
    }
}
