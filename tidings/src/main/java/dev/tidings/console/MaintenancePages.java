package dev.tidings.console;

import dev.tidings.alerting.Alert;
import dev.tidings.alerting.Alerts;
import dev.tidings.health.HealthReport;
import dev.tidings.health.HealthReports;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of the system's health: checks, alerts and repairs. */
@Controller
@RequestMapping("/console/maintenance")
class MaintenancePages {
    private static final int REPAIRS = 20;
    private static final int ALERTS = 30;

    private final PageRenderer pages;
    private final HealthReports reports;
    private final Alerts alerts;

    MaintenancePages(PageRenderer pages, HealthReports reports, Alerts alerts) {
        this.pages = pages;
        this.reports = reports;
        this.alerts = alerts;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String report(PageContext context, @RequestParam(required = false) @Nullable String show) {
        HealthReport report = reports.report(REPAIRS);
        return pages.render("maintenance", context, new MaintenanceView(report, "attention".equals(show)));
    }

    @GetMapping(path = "/alerts", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String alerts(PageContext context, @RequestParam(required = false) @Nullable Long before) {
        List<Alert> found = alerts.list(before, ALERTS + 1);
        List<Alert> shown = found.subList(0, Math.min(ALERTS, found.size()));
        String next = found.size() > ALERTS
                ? "/console/maintenance/alerts?before=" + shown.getLast().id()
                : null;
        return pages.render("alerts", context, new AlertList(shown, before, next));
    }

    /** Acknowledges an alert without confirmation. A second call changes nothing. */
    @PostMapping("/alerts/{id}/acknowledge")
    String acknowledge(@PathVariable long id) {
        alerts.acknowledge(id);
        return "redirect:/console/maintenance";
    }
}
