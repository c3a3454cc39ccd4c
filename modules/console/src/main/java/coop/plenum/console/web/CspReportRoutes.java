package coop.plenum.console.web;

import coop.plenum.api.access.RequiresPermission;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What browsers refused: {@code /api/v1/ext/console/csp-reports}. */
@Component(service = CspReportRoutes.class, property = "osgi.jakartars.resource=true")
@Path("csp-reports")
@Produces(MediaType.APPLICATION_JSON)
public final class CspReportRoutes {
    private final CspReports reports;

    @Activate
    public CspReportRoutes(@Reference CspReports reports) {
        this.reports = reports;
    }

    /** @param total since the console was started */
    public record Summary(long total, List<CspReports.Report> latest) {}

    @GET
    @RequiresPermission(value = "system.view", anywhere = false)
    public Summary reports() {
        return new Summary(reports.total(), reports.latest());
    }
}
