using Verifier.Engine.Economy;
using Verifier.Engine.Execution;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Economy;

/// <summary>Advice on models that waste, and none on those that do not.</summary>
public sealed class AdvisorTests : ScenarioFixture
{
    private const string Translator =
        """
        workload:
          - load
          - open: { device: \Device\Translator, as: h }
          - read: { on: h, length: 4 }
          - close: h
          - unload
        """;

    private const string Sampler =
        """
        workload:
          - load
          - start
          - open: { device: \Device\Sampler, as: h }
          - interrupt
          - read: { on: h, length: 4 }
          - close: h
          - remove
          - unload
        """;

    private const string Updates =
        """
        workload:
          - load
          - open: { device: \Device\ArrayCache, as: h }
          - repeat: { times: 40, do: [ { ioctl: { on: h, code: 0x222000, in: "text:seven" } } ] }
          - close: h
          - unload
        """;

    [Test]
    public void Nonpaged_table_that_is_never_touched_above_APC_LEVEL_could_be_paged()
    {
        var advice = Advise("isr-dpc-greedy", Translator).Advice.Single(a => a.Kind == AdviceKind.CouldBePaged);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(advice.Site, Does.Contain("DriverEntry"));
            Assert.That(advice.Text, Does.Contain("1048576 bytes"));
            Assert.That(advice.Bytes, Is.GreaterThanOrEqualTo(1048576));
            Assert.That(advice.Source, Is.Not.Empty);
        }
    }

    [Test]
    public void Table_that_is_paged_already_is_no_advice() => Assert.That(KindsOf("isr-dpc-frugal", Translator), Has.None.EqualTo(AdviceKind.CouldBePaged));

    [Test]
    public void Table_that_a_DPC_touches_must_stay_nonpaged() => Assert.That(KindsOf("isr-dpc-nonpaged", Sampler), Has.None.EqualTo(AdviceKind.CouldBePaged));

    [Test]
    public void Same_block_taken_and_given_back_again_and_again_belongs_on_a_lookaside_list()
    {
        var advice = Advise("array-cache-swap", Updates).Advice.Single(a => a.Kind == AdviceKind.Lookaside);
        Assert.That(advice.Text, Does.StartWith("40 blocks of 5 bytes"));
    }

    [Test]
    public void Lookaside_list_is_not_advised_to_who_has_one() => Assert.That(KindsOf("array-cache-lookaside", Updates), Has.None.EqualTo(AdviceKind.Lookaside));

    [Test]
    public void Deprecated_routine_is_named_with_its_successor_where_there_is_one()
    {
        var now = Advise("array-cache-swap", Updates).Advice.Single(a => a.Kind == AdviceKind.Deprecated);
        var then = KindsOf("array-cache-swap", "system: windows-xp-x86\n" + Updates);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(now.Text, Does.Contain("ExAllocatePoolWithTag is called 40 times").And.Contains("ExAllocatePool2"));
            Assert.That(then, Has.None.EqualTo(AdviceKind.Deprecated));
        }
    }

    [Test]
    public void Address_space_is_a_matter_of_32_bit_systems()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(KindsOf("array-cache-swap", "system: windows-xp-x86\n" + Updates), Has.Member(AdviceKind.AddressSpace));
            Assert.That(KindsOf("array-cache-swap", Updates), Has.None.EqualTo(AdviceKind.AddressSpace));
        }
    }

    [Test]
    public void Requests_above_a_page_waste_the_rest_of_the_last_one()
    {
        const string packets =
            """
            system: windows-xp-x86
            workload:
              - load
              - open: { device: \Device\IoBuffers, as: h }
              - repeat: { times: 4, do: [ { write: { on: h, data: "fill:5000:AA" } } ] }
              - close: h
              - unload
            """;
        var waste = Advise("io-buffers-fixed", packets).Advice.First(a => a.Kind == AdviceKind.Waste && a.Text.Contains("5120", StringComparison.Ordinal));
        Assert.That(waste.Text, Does.Contain("37.5 %").And.Contains("whole pages"));
    }

    [Test]
    public void Same_run_gives_the_same_advice()
    {
        var first = Advise("array-cache-swap", Updates);
        var second = Advise("array-cache-swap", Updates);
        Assert.That(second.Advice, Is.EqualTo(first.Advice));
    }

    private static IEnumerable<AdviceKind> KindsOf(string driver, string body) => Advise(driver, body).Advice.Select(a => a.Kind);

    private static EconomyReport Advise(string driver, string body)
    {
        using var runner = new ScenarioRunner();
        return new Advisor(runner, PlanOf(driver, body)).Advise();
    }
}
