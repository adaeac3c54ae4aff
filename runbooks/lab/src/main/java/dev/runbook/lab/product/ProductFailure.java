package dev.runbook.lab.product;

/** What makes the product's command end with status 1, in the words that it logs. */
final class ProductFailure extends RuntimeException {
    ProductFailure(String message) {
        super(message);
    }
}
