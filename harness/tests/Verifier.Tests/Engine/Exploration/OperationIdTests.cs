using Verifier.Engine.Planning;
using Verifier.Tests.Engine.Execution;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Operations are named the same in every run of a script, even if others are left out or done again.</summary>
public sealed class OperationIdTests : ScenarioFixture
{
    private const string Body =
        """
        workload:
          - load
          - repeat: { times: 2, do: [ { open: { device: \Device\ArrayCache, as: h } }, { close: h } ] }
          - unload
        """;

    [TestCase("0", 0, 1)]
    [TestCase("12", 12, 1)]
    [TestCase("3#2", 3, 2)]
    public void Text_is_read_back(string text, int node, int occurrence)
    {
        var id = OperationId.Parse(text)!.Value;
        Assert.That((id.Node, id.Occurrence, id.ToString()), Is.EqualTo((node, occurrence, text)));
    }

    [TestCase("")]
    [TestCase("-1")]
    [TestCase("1#0")]
    [TestCase("1#2#3")]
    [TestCase("one")]
    public void Other_text_is_not(string text) => Assert.That(OperationId.Parse(text), Is.Null);

    [Test]
    public void Repeated_operations_count_their_occurrences()
    {
        var ids = Run("array-cache-swap", Body).Run.Operations.Select(o => o.Id.ToString());
        Assert.That(ids, Is.EqualTo(new[] { "0", "2", "3", "2#2", "3#2", "4" }));
    }

    [Test]
    public void Operation_that_is_left_out_leaves_the_names_of_the_others()
    {
        using var runner = new Verifier.Engine.Execution.ScenarioRunner();
        var leftOut = Variation.None with { LeftOut = [new OperationId(2, 1)] };
        var run = runner.Observe(PlanOf("array-cache-swap", Body, leftOut), Verifier.Engine.Execution.RunOptions.Default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Operations.Select(o => o.Id.ToString()), Is.EqualTo(new[] { "0", "2", "3", "2#2", "3#2", "4" }));
            Assert.That(run.Operations[1].Note, Is.EqualTo("left out"));
            Assert.That(run.Operations[3].Status!.Value.IsSuccess, Is.True);
        }
    }
}
