using System.Reflection;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>
/// Every stop that the kernel's source can raise is raised by a test. The source is read for the raises; the tests claim theirs with
/// <see cref="RaisesAttribute"/>, which fails the test when the claim is not true.
/// </summary>
public sealed class StopProofTests
{
    private static readonly ProvenStop[] s_raised = [.. StopSites.All.Select(site => site.Stop).OfType<ProvenStop>().Distinct()];

    [Test]
    public void Every_raise_in_the_source_tells_its_code_and_sub_code()
    {
        // KeBugCheckEx: the driver says which stop it wants.
        var open = StopSites.All.Where(site => site.Stop is null && !site.Place.Contains("/KeBugCheckDdis.cs:", StringComparison.Ordinal));
        Assert.That(open.Select(site => site.Place), Is.Empty, "write the code and the sub-code as constants, or as a choice of constants");
    }

    [Test]
    public void Every_stop_of_the_source_is_raised_by_a_test()
    {
        var claimed = Claims().ToHashSet();
        var missing = StopSites.All.Where(site => site.Stop is { } stop && !claimed.Contains(stop));
        Assert.That(missing.Select(site => $"{site.Stop} at {site.Place}"), Is.Empty, "write a test with [Raises(…)] for each");
    }

    [Test]
    public void Every_stop_of_the_source_is_explained() => Assert.That(
        s_raised.Where(stop => BugCheckCatalogue.Find(stop.Code) is not { } row || (stop.SubCode is { } sub && row.FindSubCode(sub) is null)),
        Is.Empty,
        "add a row to the tables of BugCheckCatalogue");

    [Test]
    public void No_claim_is_left_of_a_stop_that_the_source_does_not_raise() => Assert.That(Claims().Except(s_raised), Is.Empty);

    [Test]
    public void Source_is_read_as_far_as_helper_methods_conditions_and_locals() => Assert.That(s_raised, Is.SupersetOf(new[]
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
