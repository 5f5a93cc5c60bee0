using Verifier.Engine.Exploration;
using Verifier.Workers.Running;

namespace Verifier.Workers.Messages;

/// <summary>A request to a worker.</summary>
/// <param name="Kind">The kind of request.</param>
/// <param name="Order">The order, for <see cref="MessageKind.Open"/>.</param>
/// <param name="Case">The case, if it is one.</param>
/// <param name="Finding">The finding to make a scenario of, for <see cref="MessageKind.Shrink"/>.</param>
/// <param name="Assemblies">The assemblies of models, for <see cref="MessageKind.ListModels"/>.</param>
/// <param name="Again">The run to do again, for <see cref="MessageKind.Replay"/>.</param>
/// <param name="Account">The name of what is to be kept of a run, for <see cref="MessageKind.Run"/> and <see cref="MessageKind.Replay"/>.</param>
/// <param name="Task">The name and the order of a task, for <see cref="MessageKind.Task"/>.</param>
internal sealed record WorkerRequest(
    MessageKind Kind,
    WorkOrder? Order = null,
    ExploredCase? Case = null,
    MinimalOrder? Finding = null,
    CatalogueOrder? Assemblies = null,
    ReplayOrder? Again = null,
    string? Account = null,
    (string Name, string Order) Task = default)
{
    /// <summary>From a message.</summary>
    /// <exception cref="InvalidDataException">It asks for nothing that there is.</exception>
    public static WorkerRequest Of(MessageReader message) => message.Kind switch
    {
        MessageKind.Open => new WorkerRequest(message.Kind, OrderMessages.ReadWorkOrder(message)),
        MessageKind.Case or MessageKind.CaseAlone => new WorkerRequest(message.Kind, Case: CaseMessages.ReadCase(message)),
        MessageKind.Shrink => new WorkerRequest(message.Kind, Finding: WorkerJson.Read<MinimalOrder>(message.Content)),
        MessageKind.ListModels => new WorkerRequest(message.Kind, Assemblies: OrderMessages.ReadCatalogueOrder(message)),
        MessageKind.Replay when RunMessages.ReadReplay(message) is var (order, account) => new WorkerRequest(message.Kind, Again: order, Account: account),
        MessageKind.Run => new WorkerRequest(message.Kind, Account: message.Text),
        MessageKind.Record => new WorkerRequest(message.Kind),
        MessageKind.Task => new WorkerRequest(message.Kind, Task: (message.Field(), message.Field())),
        _ => throw new InvalidDataException($"A worker was sent a message of kind {message.Kind}."),
    };
}
