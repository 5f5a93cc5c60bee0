using System.Reflection;
using Verifier.Kernel;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>
/// Every stop that the kernel's source can raise is raised by a test. The source is read for the raises; the tests claim theirs with
/// <see cref="RaisesAttribute"/>, which fails the test when the claim is not true.
/// </summary>
public sealed class StopProofTests
{
    private static readonly ProvenStop[] s_raised = [.. StopSites.All.Select(site => site.Stop).Distinct()];

    [Test]
    public void Every_bug_check_is_made_by_a_raiser()
    {
        // KeBugCheckEx: the driver says which stop it wants. No sub-code is documented for bad flags of a lookaside list. The catalogue
        // explains what it is asked about.
        string[] allowed = ["KeBugCheckDdis.cs", "ExLookasideDdis.cs", "BugCheckCatalogue.cs"];
        var files = StopSites.WithoutRaiser.Select(place => Path.GetFileName(place[..place.IndexOf(':', StringComparison.Ordinal)]));
        Assert.That(files, Is.EquivalentTo(allowed), "call a method of Stops; a new one is a row of bugchecks.tsv");
    }

    [Test]
    public void Every_raiser_is_called()
    {
        // Some stops only compiled code can cause: Verifier.Binaries raises them, and its tests prove them.
        var compiled = Tree.Files("harness/src/Verifier.Binaries", ".cs").Select(file => file.Text).ToList();
        var idle = StopSites.Declared.Except(StopSites.All.Select(site => site.Raiser));
        Assert.That(
            idle.Where(raiser => !compiled.Exists(text => text.Contains($"Stops.{raiser}(", StringComparison.Ordinal))),
            Is.Empty,
            "take the raiser out of bugchecks.tsv");
    }

    [Test]
    public void Every_stop_of_the_source_is_raised_by_a_test()
    {
        var claimed = Claims().ToHashSet();
        var missing = StopSites.All.Where(site => !claimed.Contains(site.Stop));
        Assert.That(missing.Select(site => $"{site.Stop} at {site.Place}"), Is.Empty, "write a test with [Raises(…)] for each");
    }

    [Test]
    public void Every_stop_of_the_source_is_explained() => Assert.That(
        s_raised.Where(stop => BugCheckCatalogue.Find(stop.Code) is not { } row || (stop.SubCode is { } sub && row.FindSubCode(sub) is null)),
        Is.Empty,
        "add a row to bugchecks.tsv");

    [Test]
    public void No_claim_is_left_of_a_stop_that_the_source_does_not_raise() => Assert.That(Claims().Except(s_raised), Is.Empty);

    [Test]
    public void Source_is_read_for_raisers_that_are_called_chosen_or_passed_on() => Assert.That(s_raised, Is.SupersetOf(new[]
    {
        new ProvenStop(BugCheckCode.MUST_SUCCEED_POOL_EMPTY, null),
        new ProvenStop(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 0x24),
        new ProvenStop(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x23E),
        new ProvenStop(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0x12),
        new ProvenStop(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x19),
        new ProvenStop(BugCheckCode.DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, null),
    }));

    // A test that is not run proves nothing.
    private static IEnumerable<ProvenStop> Claims() =>
        from type in typeof(StopProofTests).Assembly.GetTypes()
        where !IsSkipped(type)
        from method in type.GetMethods()
        where !IsSkipped(method)
        from claim in method.GetCustomAttributes<RaisesAttribute>()
        from arguments in Cases(method)
        select claim.StopOf(arguments);

    private static object?[][] Cases(MethodInfo method)
    {
        var cases = method.GetCustomAttributes<TestCaseAttribute>().Select(row => row.Arguments).ToArray();
        return cases.Length > 0 ? cases : [[]];
    }

    private static bool IsSkipped(MemberInfo member) =>
        member.IsDefined(typeof(IgnoreAttribute), false) || member.IsDefined(typeof(ExplicitAttribute), false);
}
