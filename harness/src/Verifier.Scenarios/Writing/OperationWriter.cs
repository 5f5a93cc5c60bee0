using System.Collections.Immutable;
using System.Globalization;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>Operations as a script spells them.</summary>
internal static class OperationWriter
{
    /// <summary>A list of operations.</summary>
    public static YamlList ListOf(ImmutableArray<Operation> operations) => new([.. operations.Select(Of)]);

    /// <summary>One operation: its word alone, or with its keys.</summary>
    public static YamlNode Of(Operation operation)
    {
        if (operation is PressureTrimOperation { Name: null })
        {
            return new YamlMap([(operation.Word, YamlNode.Word("trim"))]);
        }

        YamlFields fields = Fields(operation).Add("status", Statuses(operation.AllowedStatuses)).Add("name", operation.Name);
        return fields.Map.Entries switch
        {
            [] => YamlNode.Word(operation.Word),
            [var (key, value)] when key == ShortKeyOf(operation) => new YamlMap([(operation.Word, value)]),
            _ => new YamlMap([(operation.Word, fields.Map)]),
        };
    }

    // The key whose value may stand behind the word alone.
    private static string? ShortKeyOf(Operation operation) => operation switch
    {
        CloseOperation or FlushOperation => "on",
        PowerOperation => "to",
        WmiOperation => "request",
        CancelOperation or WaitOperation => "operation",
        AdvanceOperation => "by",
        _ => null,
    };

    private static YamlFields Fields(Operation operation) => operation switch
    {
        OpenOperation open => OpenWriter.Fields(open),
        CloseOperation close => new YamlFields().Add("on", close.Handle),
        RequestOperation request => OfRequest(request),
        PowerOperation power => new YamlFields().Add("to", YamlNode.Word(power.State.ToString())).Add("query", power.IsQuery),
        WmiOperation wmi => new YamlFields().Add("request", ValueText.Of(SystemRequestTable.WmiWord, wmi.Request))
            .Add("guid", wmi.Block is { } block ? YamlNode.Word($"\"{block:D}\"") : null).Add("in", wmi.Input).Add("out", wmi.OutputLength, 0).Add("varies", wmi.Varies),
        SystemEventOperation one => OfSystemEvent(one),
        InterruptOperation interrupt => new YamlFields().Add("line", interrupt.Line, 0).Add("changes", HardwareWriter.Changes(interrupt.Changes)),
        CancelOperation cancel => new YamlFields().Add("operation", cancel.Operation),
        WaitOperation wait => new YamlFields().Add("operation", wait.Operation).Add("timeout", wait.Timeout),
        AdvanceOperation advance => new YamlFields().Add("by", advance.By),
        CheckOperation check => OfCheck(check),
        RepeatOperation repeat => new YamlFields().Add("times", YamlNode.Number(repeat.Times)).Add("do", ListOf(repeat.Body)),
        BurstOperation burst => new YamlFields().Add("count", YamlNode.Number(burst.Count)).Add("do", ListOf(burst.Body)),
        ParallelOperation parallel => OfParallel(parallel),
        PressureOperation pressure => OfPressure(pressure),
        _ => new YamlFields(),
    };

    private static YamlFields OfSystemEvent(SystemEventOperation one) => new YamlFields()
        .Add("event", ValueText.Of(SystemEventTable.EventWord, one.Event))
        .Add("process", one.Process)
        .Add("command-line", one.CommandLine)
        .Add("image", one.Image)
        .Add("class", one.InterfaceClass is { } id ? YamlNode.Word($"\"{id:D}\"") : null)
        .Add("link", one.Link);

    private static YamlFields OfRequest(RequestOperation request)
    {
        YamlFields fields = new YamlFields().Add("on", request.Handle);
        fields = request switch
        {
            ReadOperation read => fields.Add("length", YamlNode.Number(read.Length)).Add("offset", read.Offset, 0).Add("at-least", AtLeast(read)).Add("varies", read.Varies),
            WriteOperation write => fields.Add("data", write.Data).Add("offset", write.Offset, 0).Add("at-least", AtLeast(write)),
            ControlOperation control => fields.Add("code", YamlNode.Word("0x" + control.Code.ToString("X", CultureInfo.InvariantCulture)))
                .Add("in", control.Input).Add("out", control.OutputLength, 0).Add("varies", control.Varies),
            QueryInformationOperation query => fields.Add("class", YamlNode.Word(query.Class.Text)).Add("out", YamlNode.Number(query.OutputLength)).Add("varies", query.Varies),
            SetInformationOperation set => fields.Add("class", YamlNode.Word(set.Class.Text)).Add("data", set.Data),
            _ => fields,
        };
        return fields.Add("overlapped", request.Overlapped);
    }

    private static YamlNode? AtLeast(TransferOperation transfer) => transfer.AtLeast is { } least ? YamlNode.Number(least) : null;

    private static YamlFields OfCheck(CheckOperation check) => new YamlFields()
        .Add("operation", check.Operation)
        .Add("status", Statuses(check.Statuses))
        .Add("information", check.Information)
        .Add("output", check.Output)
        .Add("pending", check.Pending is { } isPending ? YamlNode.Word(isPending ? "true" : "false") : null);

    private static YamlNode? Statuses(ImmutableArray<StatusCode> statuses) =>
        statuses.IsEmpty ? null : YamlNode.OneOrList(statuses.Select(s => YamlNode.Word(s.Text)));

    // Copies of one list stay one list: their operations' names may stand only once.
    private static YamlFields OfParallel(ParallelOperation parallel)
    {
        ImmutableArray<Operation> first = parallel.Threads[0];
        return parallel.Threads.All(t => t == first)
            ? new YamlFields().Add("count", YamlNode.Number(parallel.Threads.Length)).Add("do", ListOf(first))
            : new YamlFields().Add("threads", new YamlList([.. parallel.Threads.Select(ListOf)]));
    }

    private static YamlFields OfPressure(PressureOperation pressure) => pressure switch
    {
        PressureSpikeOperation spike => new YamlFields().Add("spike", new YamlFields().Add("bytes", YamlNode.Number(spike.Bytes))
            .Add("every", spike.Every).Add("for", spike.For).Add("pool", Pool(spike.Pool)).Map),
        PressureFragmentOperation fragment => new YamlFields().Add("fragment", new YamlFields().Add("bytes", YamlNode.Number(fragment.Bytes))
            .Add("block", YamlNode.Number(fragment.Block)).Add("pool", Pool(fragment.Pool)).Map),
        PressureHoldOperation hold => new YamlFields().Add("hold", new YamlFields().Add("bytes", YamlNode.Number(hold.Bytes))
            .Add("as", hold.Handle).Add("pool", Pool(hold.Pool)).Map),
        PressureReleaseOperation release => new YamlFields().Add("release", release.Handle),
        _ => new YamlFields().Add("trim", true),
    };

    private static YamlNode? Pool(PoolKind pool) => pool == PoolKind.Nonpaged ? null : ValueText.Of(OperationKeys.PoolWord, pool);
}
