// The workload's operation; the kernel has an internal type of the same name.
global using Operation = Verifier.Scenarios.Model.Operation;
