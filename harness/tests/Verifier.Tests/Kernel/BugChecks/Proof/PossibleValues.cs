using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>
/// The numbers an expression of the kernel's source can be: constants, followed through conditions, locals, the members of the kernel and
/// the arguments of a method's callers. What depends on data of a run is null.
/// </summary>
internal sealed class PossibleValues(CSharpCompilation compilation)
{
    private readonly ILookup<ISymbol, InvocationExpressionSyntax> _callers = FindCallers(compilation);

    /// <summary>
    /// Every value, with the branch taken at each condition on the way, so that two expressions that depend on one condition are only
    /// combined where they agree on it.
    /// </summary>
    public IEnumerable<(ImmutableDictionary<string, int> Branches, ulong? Value)> Of(
        ExpressionSyntax? expression, ImmutableDictionary<string, int> branches)
    {
        if (expression is null)
        {
            return [(branches, 0)];
        }

        var constant = Model(expression).GetConstantValue(expression);
        if (constant is { HasValue: true, Value: not null })
        {
            return [(branches, unchecked((ulong)Convert.ToInt64(constant.Value is ulong big ? (long)big : constant.Value, null)))];
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Of(inner.Expression, branches),
            CastExpressionSyntax cast => Of(cast.Expression, branches),
            ConditionalExpressionSyntax choice => Choose(choice.Condition, [choice.WhenTrue, choice.WhenFalse], branches),
            SwitchExpressionSyntax choice => Choose(choice.GoverningExpression, [.. Reached(choice).Select(arm => arm.Expression)], branches),
            IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax => OfSymbol(expression, branches),
            _ => [(branches, null)],
        };
    }

    private static IEnumerable<SwitchExpressionArmSyntax> Reached(SwitchExpressionSyntax choice) =>
        choice.Arms.Where(arm => arm.Expression is not ThrowExpressionSyntax);

    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> Choose(
        ExpressionSyntax condition, ExpressionSyntax[] ways, ImmutableDictionary<string, int> branches)
    {
        var key = $"{condition.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Span}{condition.SyntaxTree.FilePath}{condition}";
        return Enumerable.Range(0, ways.Length)
            .Where(way => !branches.TryGetValue(key, out var taken) || taken == way)
            .SelectMany(way => Of(ways[way], branches.SetItem(key, way)));
    }

    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> OfSymbol(
        ExpressionSyntax expression, ImmutableDictionary<string, int> branches) => Model(expression).GetSymbolInfo(expression).Symbol switch
        {
            IParameterSymbol parameter => OfArguments(parameter, branches),
            ILocalSymbol local => OfLocal(local, branches),
            IMethodSymbol { DeclaringSyntaxReferences: [var only] } => OfBody(only.GetSyntax(), branches),
            IPropertySymbol { DeclaringSyntaxReferences: [var only] } => OfBody(only.GetSyntax(), branches),
            _ => [(branches, null)],
        };

    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> OfArguments(
        IParameterSymbol parameter, ImmutableDictionary<string, int> branches)
    {
        var key = parameter.ContainingSymbol.ToDisplayString();
        var calls = _callers[parameter.ContainingSymbol.OriginalDefinition].ToArray();
        return calls.Length == 0
            ? [(branches, null)]
            : Enumerable.Range(0, calls.Length)
                .Where(call => !branches.TryGetValue(key, out var taken) || taken == call)
                .SelectMany(call => Of(Argument(calls[call], parameter), branches.SetItem(key, call)));
    }

    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> OfLocal(ILocalSymbol local, ImmutableDictionary<string, int> branches)
    {
        switch (local.DeclaringSyntaxReferences.Single().GetSyntax())
        {
            case VariableDeclaratorSyntax { Initializer: { } start }:
                return Of(start.Value, branches);
            case SingleVariableDesignationSyntax { Parent: ParenthesizedVariableDesignationSyntax parts } part
                when parts.Parent is DeclarationExpressionSyntax { Parent: AssignmentExpressionSyntax given }:
                return OfPart(given.Right, parts.Variables.IndexOf(part), branches);
            default:
                return [(branches, null)];
        }
    }

    // One part of a tuple that a condition chooses.
    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> OfPart(
        ExpressionSyntax tuple, int index, ImmutableDictionary<string, int> branches)
    {
        static ExpressionSyntax? Part(ExpressionSyntax way, int index) => (way as TupleExpressionSyntax)?.Arguments[index].Expression;
        var (condition, ways) = tuple switch
        {
            ConditionalExpressionSyntax choice => (choice.Condition, (ExpressionSyntax[])[choice.WhenTrue, choice.WhenFalse]),
            SwitchExpressionSyntax choice => (choice.GoverningExpression, [.. Reached(choice).Select(arm => arm.Expression)]),
            TupleExpressionSyntax => (tuple, [tuple]),
            _ => (tuple, []),
        };
        var parts = ways.Select(way => Part(way, index)).OfType<ExpressionSyntax>().ToArray();
        return parts.Length == 0 || parts.Length != ways.Length ? [(branches, null)] : Choose(condition, parts, branches);
    }

    private IEnumerable<(ImmutableDictionary<string, int>, ulong?)> OfBody(SyntaxNode member, ImmutableDictionary<string, int> branches)
    {
        var results = member.DescendantNodes(node => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax))
            .Select(node => node switch
            {
                ReturnStatementSyntax result => result.Expression,
                ArrowExpressionClauseSyntax result => result.Expression,
                _ => null,
            })
            .OfType<ExpressionSyntax>()
            .ToArray();
        return results.Length == 0 ? [(branches, null)] : results.SelectMany(result => Of(result, branches));
    }

    /// <summary>The argument for a parameter, null where the default is taken.</summary>
    public static ExpressionSyntax? Argument(BaseArgumentListSyntax list, string name, int position)
    {
        var named = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == name);
        var placed = list.Arguments.ElementAtOrDefault(position);
        return named?.Expression ?? (placed?.NameColon is null ? placed?.Expression : null);
    }

    // The receiver of an extension method's call is its first argument.
    private ExpressionSyntax? Argument(InvocationExpressionSyntax call, IParameterSymbol parameter)
    {
        var isExtended = Model(call).GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null };
        return Argument(call.ArgumentList, parameter.Name, parameter.Ordinal - (isExtended ? 1 : 0));
    }

    private SemanticModel Model(SyntaxNode node) => compilation.GetSemanticModel(node.SyntaxTree);

    private static ILookup<ISymbol, InvocationExpressionSyntax> FindCallers(CSharpCompilation compilation) => (
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        let callee = model.GetSymbolInfo(call).Symbol as IMethodSymbol
        where callee is not null
        select (Callee: (callee.ReducedFrom ?? callee).OriginalDefinition, Call: call))
        .ToLookup(pair => (ISymbol)pair.Callee, pair => pair.Call, SymbolEqualityComparer.Default);
}
