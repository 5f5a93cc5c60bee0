using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Tidy;

/// <summary>
/// A Serilog message template is a constant with named holes: only then can events be grouped and searched by it. CA2254 looks at
/// another logging library. Works on syntax alone: in files that name Serilog, calls on something called a log or logger.
/// </summary>
public sealed class LogTemplatesTests
{
    private static readonly HashSet<string> s_methods = ["Verbose", "Debug", "Information", "Warning", "Error", "Fatal", "Write"];
    private static readonly Regex s_log = new(@"(^|_)[lL]og(ger)?$|Log(ger)?$");

    [Test]
    public void Tree_has_constant_templates() =>
        Offence.AssertNone(Tree.Files("harness/src/", ".cs").Concat(Tree.Files("drivers-under-test/", ".cs")).SelectMany(Find));

    [TestCase("log.Information($\"{driver} passed\");")]
    [TestCase("_logger.Error(exception, \"failed: \" + driver);")]
    [TestCase("Log.ForContext<A>().Warning(template, driver);")]
    [TestCase("this.runLog?.Debug(string.Format(\"{0}\", driver));")]
    [TestCase("log.Write(level, exception, template);")]
    public void Find_computed_template_is_reported(string statement) =>
        Assert.That(Find(Method(statement)).Single().Line, Is.EqualTo(3));

    [TestCase("log.Information(\"{Driver} passed\", driver);")]
    [TestCase("_logger.Error(exception, \"failed: \" + \"{Driver}\", driver);")]
    [TestCase("log.Write(level, exception, Known, driver);")]
    [TestCase("log.Write(logEvent);")]
    [TestCase("Console.Error.Write(driver);")]
    [TestCase("catalog.Write(driver);")]
    public void Find_constant_template_is_left_alone(string statement) =>
        Assert.That(Find(Method(statement)), Is.Empty);

    private static TreeFile Method(string statement) =>
        new("A.cs", $"using Serilog;\nclass A {{ const string Known = \"known\"; void M(string template) {{\n{statement} }} }}");

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        if (!file.Text.Contains("Serilog", StringComparison.Ordinal))
        {
            yield break;
        }
        var root = CSharpSyntaxTree.ParseText(file.Text).GetRoot();
        var constants = root.DescendantNodes()
            .Where(node => node is FieldDeclarationSyntax { Modifiers: var field } && field.Any(SyntaxKind.ConstKeyword)
                || node is LocalDeclarationStatementSyntax { IsConst: true })
            .SelectMany(node => node.DescendantNodes().OfType<VariableDeclaratorSyntax>())
            .Select(variable => variable.Identifier.Text)
            .ToHashSet();
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (IsLogCall(call) && !HasConstantTemplate(call.ArgumentList.Arguments, constants))
            {
                var line = call.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Offence(file.Path, line, "a computed log template", "Use a constant with named holes and pass the values");
            }
        }
    }

    private static bool IsLogCall(InvocationExpressionSyntax call)
    {
        var (receiver, method) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Expression, access.Name.Identifier.Text),
            MemberBindingExpressionSyntax binding =>
                (binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()!.Expression, binding.Name.Identifier.Text),
            _ => (null, ""),
        };
        var forwardsAnEvent = method == "Write" && call.ArgumentList.Arguments.Count == 1;
        return s_methods.Contains(method) && !forwardsAnEvent && IsLog(receiver);
    }

    private static bool IsLog(ExpressionSyntax? expression) => expression switch
    {
        IdentifierNameSyntax name => s_log.IsMatch(name.Identifier.Text),
        MemberAccessExpressionSyntax access => s_log.IsMatch(access.Name.Identifier.Text) || IsLog(access.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ForContext" } inner } =>
            IsLog(inner.Expression),
        _ => false,
    };

    // The template comes first, or after a level, an exception or both.
    private static bool HasConstantTemplate(SeparatedSyntaxList<ArgumentSyntax> arguments, HashSet<string> constants) =>
        arguments.Take(3)
            .Select(argument => argument.Expression)
            .TakeWhile(expression => expression is not InterpolatedStringExpressionSyntax)
            .Any(expression => IsConstant(expression, constants));

    private static bool IsConstant(ExpressionSyntax expression, HashSet<string> constants) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        IdentifierNameSyntax name => constants.Contains(name.Identifier.Text),
        BinaryExpressionSyntax sum => IsConstant(sum.Left, constants) && IsConstant(sum.Right, constants),
        _ => false,
    };
}
