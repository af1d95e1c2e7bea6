package dev.tidings.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/** Returns to the page that a sign-in interrupted. A cookie keeps its address, and only the console's own pages count. */
final class ReturnToPage implements AuthenticationSuccessHandler {
    private static final String HOME = "/console";

    private final CookieRequestCache requests = new CookieRequestCache();

    ReturnToPage() {
        requests.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    RequestCache requests() {
        return requests;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication operator) throws IOException {
        String page = page(request, response);
        requests.removeRequest(request, response);
        response.sendRedirect(page);
    }

    private String page(HttpServletRequest request, HttpServletResponse response) {
        try {
            SavedRequest saved = requests.getRequest(request, response);
            return saved == null ? HOME : ownPage(URI.create(saved.getRedirectUrl()));
        } catch (IllegalArgumentException e) {
            return HOME;
        }
    }

    private static String ownPage(URI address) {
        String path = String.valueOf(address.getRawPath());
        String query = address.getRawQuery();
        if (!path.equals(HOME) && !path.startsWith(HOME + "/")) {
            return HOME;
        }
        return query == null ? path : path + "?" + query;
    }
}
