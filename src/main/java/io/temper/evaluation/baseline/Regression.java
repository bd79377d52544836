package io.temper.evaluation.baseline;

/** A regression from feature vectors to standardised targets. */
public interface Regression {
    /** Short name: second part of a baseline's name. */
    String name();

    /** Fits to {@code train}; the hyperparameters are those of least mean squared error on {@code validation}. */
    Fitted fit(Table train, Table validation);

    /** A regression that has been fitted. */
    interface Fitted {
        /** The hyperparameters chosen, for people to read. */
        String chosen();

        /** Predicted targets [samples][targets]. @param X features [samples][features]; not modified */
        double[][] predict(double[][] X);
    }

    /**
     * Features and targets of some samples.
     *
     * @param X features [samples][features]
     * @param Y standardised targets [samples][targets]
     */
    record Table(double[][] X, double[][] Y) {
        public Table {
            if (X.length == 0 || X.length != Y.length) {
                throw new IllegalArgumentException("%d feature vectors for %d targets: as many are needed, at least 1"
                        .formatted(X.length, Y.length));
            }
        }

        int size() {
            return X.length;
        }

        /** At most {@code count} samples, taken at even distances. */
        Table thinned(int count) {
            if (count >= size()) {
                return this;
            }
            double[][] x = new double[count][];
            double[][] y = new double[count][];
            for (int i = 0; i < count; i++) {
                int from = (int) ((long) i * size() / count);
                x[i] = X[from];
                y[i] = Y[from];
            }
            return new Table(x, y);
        }

        /** Mean squared error of predictions [samples][targets] over samples and targets. */
        double meanSquaredError(double[][] predicted) {
            double sum = 0;
            for (int i = 0; i < Y.length; i++) {
                for (int p = 0; p < Y[i].length; p++) {
                    sum += (predicted[i][p] - Y[i][p]) * (predicted[i][p] - Y[i][p]);
                }
            }
            return sum / Y.length / Y[0].length;
        }
    }
}
