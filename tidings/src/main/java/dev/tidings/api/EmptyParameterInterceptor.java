package dev.tidings.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses empty parameters of the API that are no texts. Spring takes them for absent ones. */
final class EmptyParameterInterceptor implements HandlerInterceptor {
    private final DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

    /** @throws MethodArgumentTypeMismatchException if one is empty */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackage() == EmptyParameterInterceptor.class.getPackage()) {
            for (MethodParameter parameter : method.getMethodParameters()) {
                RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
                if (declared != null && isNoText(parameter.getParameterType())) {
                    parameter.initParameterNameDiscovery(names);
                    refuseEmpty(request, parameter, declared.name());
                }
            }
        }
        return true;
    }

    private static boolean isNoText(Class<?> type) {
        return type.isEnum() || ClassUtils.isPrimitiveOrWrapper(type);
    }

    private static void refuseEmpty(HttpServletRequest request, MethodParameter parameter, String declared) {
        String name = declared.isEmpty() ? String.valueOf(parameter.getParameterName()) : declared;
        String[] values = request.getParameterValues(name);
        if (values != null && Arrays.stream(values).anyMatch(String::isBlank)) {
            throw new MethodArgumentTypeMismatchException("", parameter.getParameterType(), name, parameter, null);
        }
    }
}
