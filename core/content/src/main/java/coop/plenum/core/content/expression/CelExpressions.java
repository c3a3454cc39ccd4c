package coop.plenum.core.content.expression;

import coop.plenum.api.expression.Expression;
import coop.plenum.api.expression.Expressions;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Expressions by Google's implementation of CEL. */
@Component
public final class CelExpressions implements Expressions {
    private static final int DEEPEST = 100;
    private static final int MOST_NODES = 2000;
    private static final int MOST_PROBLEMS = 10;

    @Override
    public Expression compile(String source, Set<String> variables) {
        if (source.length() > LONGEST) {
            throw Problem.exception(List.of("An expression has at most " + LONGEST + " characters."));
        }
        try {
            CelAbstractSyntaxTree tree =
                    Environment.compiler(variables).compile(source).getAst();
            return new CelExpression(source, tree, program(tree));
        } catch (CelValidationException e) {
            List<String> problems =
                    e.getErrors().stream().limit(MOST_PROBLEMS).map(Problem::of).toList();
            throw Problem.exception(problems.isEmpty() ? List.of("This is no CEL expression.") : problems);
        } catch (CelEvaluationException e) {
            throw Problem.exception(List.of(String.valueOf(e.getMessage())));
        }
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        return Environment.RUNTIME.createProgram(tree);
    }

    /** Made when the first expression comes: CEL's classes take their time to load. */
    private static final class Environment {
        static final CelOptions OPTIONS = CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .maxParseRecursionDepth(DEEPEST)
                .maxParseExpressionNodeCount(MOST_NODES)
                .comprehensionMaxIterations(Limits.ITERATIONS)
                // what CEL calculates with does not tell how a number was written
                .enableHeterogeneousNumericComparisons(true)
                .build();

        /** Those that make a text no longer than it was, but for split: a list as long as the text. */
        static final CelStringExtensions STRINGS = CelExtensions.strings(
                CelStringExtensions.Function.CHAR_AT,
                CelStringExtensions.Function.INDEX_OF,
                CelStringExtensions.Function.LAST_INDEX_OF,
                CelStringExtensions.Function.LOWER_ASCII,
                CelStringExtensions.Function.UPPER_ASCII,
                CelStringExtensions.Function.SPLIT,
                CelStringExtensions.Function.SUBSTRING,
                CelStringExtensions.Function.TRIM);

        static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setStandardFunctions(CelStandardFunctions.newBuilder()
                        .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                        .build())
                .addLibraries(STRINGS, CelExtensions.comprehensions())
                .addFunctionBindings(Functions.bindings())
                .build();

        static CelCompiler compiler(Set<String> variables) {
            return CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(STRINGS, CelExtensions.comprehensions())
                    .addFunctionDeclarations(Functions.declarations())
                    .addVarDeclarations(variables.stream()
                            .map(name -> CelVarDecl.newVarDeclaration(name, SimpleType.DYN))
                            .toList())
                    .build();
        }
    }
}
