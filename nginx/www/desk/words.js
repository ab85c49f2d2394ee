// What states, steps and severities are called.
"use strict";

export const STATES = { draft: "草稿", in_review: "待审核", approved: "待公开", published: "已公开", withdrawn: "已撤回" };
export const STEPS = {
	create: "新建", edit: "修改", submit: "提交审核", approve: "审核通过", return: "退回", publish: "公开", withdraw: "撤回", delete: "删除",
};
export const LEVELS = { error: "错误", warning: "提醒", note: "提示" };
