using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;
using Verifier.Tests.Engine.Execution;
using Verifier.Tests.Scenarios;

namespace Verifier.Tests.Engine.Verdicts;

/// <summary>A scenario marked <c>regression: true</c>: red while the driver has its defect, green when it has not.</summary>
public sealed class RegressionTests : ScenarioFixture
{
    private const string Fault = """
        regression: true
        workload:
          - load
          - open: { device: \Device\Notebook, as: h }
          - ioctl: { on: h, code: 0x222000, in: "text:first", name: note }
          - close: h
          - unload
        faults: [ { fail: pool, where: { tag: NTxt }, when: { nth: 1 } } ]
        expect: [ { finding: leak } ]
        """;

    [Test]
    public void Regression_that_is_found_is_unexpected_and_names_the_finding()
    {
        var result = Run("leaky-error-path", Fault);
        Assert.That(result.Findings.Select(f => f.Kind), Does.Contain(FindingKind.Leak));
        Assert.That(result.IsAsExpected, Is.False);
        Assert.That(result.Surprises, Has.Some.StartsWith("unexpected leak: "));
        Assert.That(result.FailsWithoutFault, Is.False);
    }

    [Test]
    public void Regression_that_is_not_found_is_a_pass()
    {
        var result = Run("leaky-fixed", Fault);
        Assert.That(result.Surprises, Is.Empty);
        Assert.That(result.Findings, Is.Empty);
        Assert.That(result.Untested, Is.Null);
    }

    [Test]
    public void Regression_that_shows_another_finding_is_unexpected_too() =>
        Assert.That(Run("leaky-error-path", Fault.Replace("finding: leak", "finding: hang", StringComparison.Ordinal)).IsAsExpected, Is.False);

    [Test]
    public void Regression_whose_fault_is_never_reached_proves_nothing()
    {
        var result = Run("leaky-fixed", Fault.Replace("nth: 1 }", "nth: 2000 }", StringComparison.Ordinal));
        Assert.That(result.IsAsExpected, Is.True);
        Assert.That(result.Untested, Does.Contain("was never reached").And.Contain("remove it, or shrink the finding again"));
    }

    [Test]
    public void Binding_keeps_the_mark() =>
        Assert.That(Script.Good("regression: true\nexpect: [ { finding: leak } ]").IsRegression, Is.True);

    [TestCase("regression: true")]
    [TestCase("regression: true\nexpect: [ { outcome: graceful } ]")]
    public void Binding_a_regression_of_nothing_is_refused(string part) => Script.Bad(part, DiagnosticCodes.RegressionOfNothing);

    [TestCase("regression: false")]
    [TestCase("regression: false\nexpect: [ { outcome: graceful } ]")]
    public void Binding_no_regression_needs_no_finding(string part) => Assert.That(Script.Good(part).IsRegression, Is.False);
}
