package dev.tidings.console;

import dev.tidings.schedule.Jobs;
import dev.tidings.schedule.Jobs.Job;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Pages of scheduled jobs: the list, and running one now after a confirmation. */
@Controller
@RequestMapping("/console/jobs")
class JobPages {
    private final PageRenderer pages;
    private final Jobs jobs;

    JobPages(PageRenderer pages, Jobs jobs) {
        this.pages = pages;
        this.jobs = jobs;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String list(PageContext context) {
        return pages.render("jobs", context, new JobList(jobs.all(), jobs.running(), jobs.clockEnabled()));
    }

    /** Shows the confirmation. A digest has its own confirmation page, which shows the number of recipients. */
    @GetMapping(path = "/run", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> ask(PageContext context, @RequestParam String id) {
        Job job = require(id);
        return jobs.digestOf(id)
                .map(digest -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header("Location", ConsoleUrls.run(digest.name()))
                        .body(""))
                .orElseGet(() -> ResponseEntity.ok(pages.render("run-job", context, job)));
    }

    @PostMapping("/run")
    String run(@RequestParam String id) {
        Job job = require(id);
        if (jobs.digestOf(id).isPresent()) {
            return "redirect:" + ConsoleUrls.runJob(id);
        }
        if (jobs.runNow(id).isEmpty()) {
            throw new ConflictResponse(
                    "No node's clock runs the job \"" + job.name() + "\". Start one with ENABLE_SCHEDULER=true",
                    "/console/jobs");
        }
        return "redirect:/console/jobs";
    }

    private Job require(String id) {
        return jobs.find(id).orElseThrow(() -> new NotFoundResponse("There is no job \"" + id + "\""));
    }
}
