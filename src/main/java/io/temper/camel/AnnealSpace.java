package io.temper.camel;

/** Where {@code anneal:} searches. */
public enum AnnealSpace {
    /** The latent space of the VAE-Reg model. */
    latent
}
