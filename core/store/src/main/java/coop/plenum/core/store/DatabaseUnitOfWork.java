package coop.plenum.core.store;

import coop.plenum.api.UnitOfWork;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Units of the database, for modules, which know nothing of SQL. */
@Component
public final class DatabaseUnitOfWork implements UnitOfWork {
    private final Database database;

    @Activate
    public DatabaseUnitOfWork(@Reference Database database) {
        this.database = database;
    }

    @Override
    public <T> T together(Supplier<T> work) {
        return database.write(sql -> work.get());
    }
}
