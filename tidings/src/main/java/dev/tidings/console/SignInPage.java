package dev.tidings.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The sign-in page: a form for the admin token. */
@Controller
class SignInPage {
    static final String PATH = "/console/sign-in";

    private final PageRenderer pages;

    SignInPage(PageRenderer pages) {
        this.pages = pages;
    }

    @GetMapping("/")
    String home() {
        return "redirect:/console";
    }

    @GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String form(PageContext context, @RequestParam(required = false) @Nullable String after) {
        return pages.render("sign-in", context, SignInReason.of(after));
    }

    static void afterFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        response.sendRedirect(PATH + (failure instanceof LockedException ? "?after=wait" : "?after=wrong"));
    }

    /**
     * Redirects to the sign-in page. An htmx request gets a header that loads the whole page; htmx would otherwise
     * insert it into the current one.
     */
    static void redirectToSignIn(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", PATH);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(PATH);
        }
    }
}
