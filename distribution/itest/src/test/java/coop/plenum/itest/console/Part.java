package coop.plenum.itest.console;

import coop.plenum.itest.Waiting;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A part of a page. Every action waits until the part is there and can be acted on. */
final class Part extends Place {
    private final Seeker seeker;
    private final String words;
    private final Supplier<List<WebElement>> search;

    Part(Seeker seeker, String words, Supplier<List<WebElement>> search) {
        this.seeker = seeker;
        this.words = words;
        this.search = search;
    }

    /** With the mouse, in its middle, where it must not be covered. */
    Part click() {
        seeker.pace.beforeClick();
        act(element -> {
            if (!Boolean.TRUE.equals(seeker.deep("isUncovered(arguments[0])", element))) {
                throw new ElementClickInterceptedException(words + " is covered");
            }
            new Actions(seeker.driver).moveToElement(element).click().perform();
        });
        return this;
    }

    Part hover() {
        act(element -> new Actions(seeker.driver).moveToElement(element).perform());
        return this;
    }

    /** In place of what stands there. */
    Part type(String text) {
        seeker.pace.beforeTyping(text);
        act(element -> element.sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.BACK_SPACE : text));
        return this;
    }

    Part press(CharSequence... keys) {
        act(element -> element.sendKeys(keys));
        return this;
    }

    /** The option of a list of choices that has the words. */
    Part choose(String option) {
        seeker.pace.beforeClick();
        act(element -> element.findElements(By.tagName("option")).stream()
                .filter(one -> one.getText().strip().equals(option))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("option " + option))
                .click());
        return this;
    }

    Part upload(Path file) {
        act(element -> element.sendKeys(file.toString()));
        return this;
    }

    boolean hasFocus() {
        Object focused = seeker.deep("focused()");
        return focused != null && search.get().contains(focused);
    }

    /** Its words as they are laid out, one space between them. */
    String text() {
        return read(seeker::text);
    }

    @Nullable
    String attribute(String name) {
        AtomicReference<@Nullable String> value = new AtomicReference<>();
        act(element -> value.set(element.getDomAttribute(name)));
        return value.get();
    }

    /** The value of an input. */
    String value() {
        return read(element -> String.valueOf(element.getDomProperty("value")));
    }

    /** How far below the top of the page its middle is, in pixels. */
    int middle() {
        AtomicReference<Integer> middle = new AtomicReference<>(0);
        act(element -> middle.set(element.getRect().y + element.getRect().height / 2));
        return middle.get();
    }

    /** How many there are right now. */
    int count() {
        return search.get().size();
    }

    /** Each of them, as they stand right now. */
    List<String> texts() {
        return search.get().stream().map(seeker::text).toList();
    }

    /** Waits until it is shown. */
    Part awaitShown() {
        await(words + " shown", () -> count() > 0);
        return this;
    }

    void awaitGone() {
        await(words + " gone", () -> count() == 0);
    }

    void awaitCount(int number) {
        await(number + " of " + words, () -> count() == number);
    }

    /** Waits until the words stand in it. */
    Part awaitText(String text) {
        await(
                words + " says “" + text + "”",
                () -> search.get().stream()
                        .limit(1)
                        .anyMatch(element -> seeker.text(element).contains(text)));
        return this;
    }

    /** Acts on the element once it is there and lets itself be acted on. */
    private void act(Consumer<WebElement> action) {
        AtomicReference<@Nullable RuntimeException> last = new AtomicReference<>();
        try {
            await(words + " ready", () -> {
                for (WebElement element : search.get()) {
                    try {
                        action.accept(element);
                        return true;
                    } catch (ElementNotInteractableException | NoSuchElementException e) {
                        last.set(e);
                        return false;
                    }
                }
                return false;
            });
        } catch (AssertionError e) {
            if (last.get() != null) {
                e.addSuppressed(last.get());
            }
            throw e;
        }
    }

    private String read(Function<WebElement, String> reader) {
        AtomicReference<String> text = new AtomicReference<>("");
        act(element -> text.set(reader.apply(element)));
        return text.get();
    }

    /** What has been drawn anew meanwhile is looked for again. */
    private void await(String what, java.util.function.BooleanSupplier condition) {
        try {
            Waiting.until(what, Browser.PATIENCE, () -> {
                try {
                    return condition.getAsBoolean();
                } catch (StaleElementReferenceException e) {
                    return false;
                }
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the page says: " + seeker.text(null), e);
        }
    }

    @Override
    Seeker seeker() {
        return seeker;
    }

    @Override
    Supplier<List<WebElement>> roots() {
        return search;
    }

    @Override
    String within(String inner) {
        return inner + " in " + words;
    }

    @Override
    public String toString() {
        return words;
    }
}
