using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The refusal when nobody can serve the model that a budget would send calls to; prices are known elsewhere.</summary>
internal delegate Refusal? DowngradeCheck(string model);
