// Reads one JSON string per line, a statement for PostgreSQL, and writes one line for each: {"roles": [[kind, parts, offset], …]}
// or {"error": message}. Offsets count UTF-16 units from 0; -1 where PostgreSQL's tree has none.
import readline from 'node:readline';
import { loadModule, parseSync } from 'libpg-query';

class Roles {
  constructor(sql) {
    this.found = [];
    this.bytes = Buffer.from(sql, 'utf8');
    this.ascii = this.bytes.length === sql.length;
  }

  add(kind, parts, location) {
    this.found.push([kind, parts, this.offset(location)]);
  }

  offset(location) {
    if (location === -1 || this.ascii) {
      return location;
    }
    return this.bytes.subarray(0, location).toString('utf8').length;
  }

  visit(node) {
    if (Array.isArray(node)) {
      node.forEach((element) => this.visit(element));
    } else if (node !== null && typeof node === 'object') {
      for (const [key, value] of Object.entries(node)) {
        const special = this[`visit${key}`];
        special ? special.call(this, value) : this.visit(value);
      }
    }
  }

  visitSelectStmt(statement) {
    this.results(statement.targetList);
    // SELECT INTO names a table that doesn't exist yet.
    this.visit({ ...statement, targetList: undefined, intoClause: undefined, larg: undefined, rarg: undefined });
    [statement.larg, statement.rarg].filter((side) => side).forEach((side) => this.visitSelectStmt(side));
  }

  visitInsertStmt(statement) {
    this.relation('target', statement.relation);
    this.assigned(statement.cols);
    this.visit({ ...statement, relation: undefined, cols: undefined });
  }

  visitUpdateStmt(statement) {
    this.relation('target', statement.relation);
    this.assigned(statement.targetList);
    this.visit({ ...statement, relation: undefined, targetList: undefined });
  }

  visitDeleteStmt(statement) {
    this.relation('target', statement.relation);
    this.visit({ ...statement, relation: undefined });
  }

  visitMergeStmt(statement) {
    this.relation('target', statement.relation);
    this.visit({ ...statement, relation: undefined });
  }

  visitMergeWhenClause(clause) {
    this.assigned(clause.targetList);
    this.visit({ ...clause, targetList: undefined });
  }

  visitonConflictClause(clause) {
    this.assigned(clause.targetList);
    if (clause.infer?.conname) {
      this.add('constraint', [clause.infer.conname], -1);
    }
    this.visit({ ...clause, targetList: undefined });
  }

  visitIndexElem(element) {
    if (element.name) {
      this.add('conflict', [element.name], -1);
    }
    this.visit(element.expr);
  }

  visitreturningClause(clause) {
    this.results(clause.exprs);
  }

  visitRangeVar(relation) {
    this.relation('table', relation);
  }

  visitJoinExpr(join) {
    (join.usingClause ?? []).forEach((name) => this.add('using', [name.String.sval], -1));
    if (join.join_using_alias) {
      this.add('alias', [join.join_using_alias.aliasname], -1);
    }
    this.visit({ ...join, usingClause: undefined, join_using_alias: undefined });
  }

  visitalias(alias) {
    this.add('alias', [alias.aliasname], -1);
    this.names('alias-column', alias.colnames);
  }

  visitcoldeflist(columns) {
    columns.forEach((column) => this.add('alias-column', [column.ColumnDef.colname], -1));
  }

  visitCommonTableExpr(table) {
    this.add('with', [table.ctename], table.location ?? 0);
    this.names('with-column', table.aliascolnames);
    this.visit(table.ctequery);
  }

  visitLockingClause(clause) {
    (clause.lockedRels ?? []).forEach((locked) => this.add('lock', [locked.RangeVar.relname], locked.RangeVar.location));
  }

  visitColumnRef(column) {
    const parts = column.fields.filter((field) => field.String).map((field) => field.String.sval);
    if (parts.length === column.fields.length) {
      this.add('column', parts, column.location);
    } else if (column.location !== -1) {
      this.add('star', parts, column.location);
    }
  }

  relation(kind, relation) {
    const parts = [relation.catalogname, relation.schemaname, relation.relname].filter((part) => part !== undefined);
    this.add(kind, parts, relation.location ?? 0);
    if (relation.alias) {
      this.visitalias(relation.alias);
    }
  }

  results(targets) {
    for (const { ResTarget: target } of targets ?? []) {
      if (target.name !== undefined) {
        this.add('label', [target.name], target.location);
      }
      this.visit(target.val);
    }
  }

  assigned(targets) {
    for (const { ResTarget: target } of targets ?? []) {
      this.add('assigned', [target.name], target.location);
      this.visit(target.indirection);
      // (a, b) = (SELECT …) hangs the one source below each of its targets.
      const multiple = target.val?.MultiAssignRef;
      if (multiple && multiple.colno !== 1) {
        continue;
      }
      this.visit(target.val);
    }
  }

  names(kind, names) {
    (names ?? []).forEach((name) => this.add(kind, [name.String.sval], -1));
  }
}

function answer(sql) {
  try {
    const roles = new Roles(sql);
    for (const { stmt } of parseSync(sql).stmts ?? []) {
      roles.visit(stmt);
    }
    return { roles: roles.found };
  } catch (e) {
    return { error: e.message };
  }
}

await loadModule();

for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
}
